/** What a tag is released as: `major` is the tag that users follow, `moves` whether it is to point there now. */
export type Release = { prerelease: boolean; latest: boolean; major: string; moves: boolean };

type Version = { numbers: [number, number, number]; prerelease: boolean };

/**
 * Decides what the release of a tag is, `tags` being all there are. Throws unless the tag is a version,
 * package.json's own. A prerelease moves no tag, nor does a fix of an older version.
 * https://semver.org
 */
export function computeRelease(tag: string, version: string, tags: string[]): Release {
  const wanted = parseTag(tag);
  if (!wanted) throw new Error(`"${tag}" is no version: expected vX.Y.Z or vX.Y.Z-rc.1.`);
  if (tag !== `v${version}`)
    throw new Error(
      `The tag is ${tag}, package.json says ${version}: set its version, build, and tag that commit.`,
    );
  const [major] = wanted.numbers;
  const finished = tags.flatMap((other) => parseTag(other) ?? []).filter(({ prerelease }) => !prerelease);
  const newer = finished.filter((other) => compare(other, wanted) > 0);
  return {
    prerelease: wanted.prerelease,
    latest: !wanted.prerelease && newer.length === 0,
    major: `v${major}`,
    moves: !wanted.prerelease && !newer.some(({ numbers }) => numbers[0] === major),
  };
}

function parseTag(tag: string): Version | undefined {
  const number = '(0|[1-9]\\d*)';
  const form = new RegExp(`^v${number}\\.${number}\\.${number}(-[0-9A-Za-z.-]+)?$`);
  const [, ...parts] = form.exec(tag) ?? [];
  const [major, minor, patch, prerelease] = parts;
  if (major === undefined) return undefined;
  return { numbers: [Number(major), Number(minor), Number(patch)], prerelease: prerelease !== undefined };
}

function compare(one: Version, other: Version): number {
  const differences = one.numbers.map((number, index) => number - (other.numbers[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
