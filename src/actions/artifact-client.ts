/**
 * The class of the artifact client, which is large and is loaded only where it will be used. With `eager`, importing
 * this module reads and compiles all of it, which takes about 0.1 s, and only calling this runs it, which takes half of
 * that.
 */
export const loadArtifactClient = async () =>
  (await import(/* webpackMode: "eager" */ '@actions/artifact')).DefaultArtifactClient;
