export const id = 598;
export const ids = [598];
export const modules = {

/***/ 50598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   loadArtifactClient: () => (/* binding */ loadArtifactClient)
/* harmony export */ });
/**
 * The class of the artifact client, which is large and is loaded only where it will be used. With `eager`, importing
 * this module reads and compiles all of it, which takes about 0.1 s, and only calling this runs it, which takes half of
 * that.
 */
const loadArtifactClient = async () => (await Promise.resolve(/* import() eager */).then(__webpack_require__.bind(__webpack_require__, 20584))).DefaultArtifactClient;


/***/ })

};
