import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 20770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(20218);


/***/ }),

/***/ 20218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var net = __nccwpck_require__(69278);
var tls = __nccwpck_require__(64756);
var http = __nccwpck_require__(58611);
var https = __nccwpck_require__(65692);
var events = __nccwpck_require__(24434);
var assert = __nccwpck_require__(42613);
var util = __nccwpck_require__(39023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
exports.debug = debug; // for test


/***/ }),

/***/ 42613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 20181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 49140:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("constants");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 91943:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs/promises");

/***/ }),

/***/ 58611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 65692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 34589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 37540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 40610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 78474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 32467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 44708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 98995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 41792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 46193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 73136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 73429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 75919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 16928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 52018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 87016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 43106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 10612:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   NT: () => (/* binding */ defaults),
/* harmony export */   gr: () => (/* binding */ outputNames),
/* harmony export */   rE: () => (/* binding */ version)
/* harmony export */ });
// Generated from action.yml and package.json by `npm run generate`; do not edit.
const version = '1.0.0';
/** What an input is when it is not given; '' where action.yml has no default, or one that only the runner knows. */
const defaults = {
    'org-token': '',
    'accounts-csv': '',
    'org-id': '',
    source: 'auto',
    'id-column': '',
    'max-tokens': '',
    'max-tokens-per-account': '',
    'max-age-days': '',
    'max-idle-days': '',
    'max-lifetime-days': '',
    'expires-within-days': '',
    'exceptions-csv': '',
    'warn-only': 'false',
    'max-new-tokens': '',
    'max-failed-accounts': '0',
    baseline: '',
    'github-token': '',
    'org-token-expires': '',
    'dry-run': 'false',
    'output-dir': 'token-audit',
    'upload-artifact': 'true',
    'artifact-name': 'token-audit',
    'retention-days': '0',
    redact: 'false',
    'allow-public': 'false',
    concurrency: '32',
    'requests-per-second': '',
    'request-timeout-seconds': '30',
    'max-retries': '5',
    'max-duration-minutes': '330',
    'api-url': 'https://api.atlassian.com',
};
/** The outputs that action.yml declares. */
const outputNames = [
    'result',
    'complete',
    'accounts-total',
    'accounts-checked',
    'accounts-failed',
    'accounts-not-managed',
    'accounts-with-tokens',
    'tokens-total',
    'tokens-active',
    'findings-total',
    'new-tokens',
    'removed-tokens',
    'output-csv',
    'report-json',
    'report-html',
    'summary-md',
    'artifact-id',
    'artifact-url',
    'artifact-digest',
];


/***/ }),

/***/ 70695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readRunContext)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(25666);


/**
 * Reads the runner's variables and the event's payload. On GitHub an unknown visibility counts as public.
 * https://docs.github.com/en/actions/reference/variables-reference
 */
function readRunContext(env = process.env) {
    const onGitHub = env.GITHUB_ACTIONS === 'true';
    const repository = env.GITHUB_REPOSITORY ?? '';
    const server = env.GITHUB_SERVER_URL ?? 'https://github.com';
    return {
        onGitHub,
        isPublic: onGitHub && !isPrivate(readEvent(env.GITHUB_EVENT_PATH)),
        repository,
        workflow: env.GITHUB_WORKFLOW ?? '',
        runUrl: env.GITHUB_RUN_ID ? `${server}/${repository}/actions/runs/${env.GITHUB_RUN_ID}` : '',
        runId: env.GITHUB_RUN_ID ?? '',
        workflowFile: parseWorkflowFile(env.GITHUB_WORKFLOW_REF, repository),
        branch: parseBranch(env),
        apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
        workspace: env.GITHUB_WORKSPACE || process.cwd(),
        temp: env.RUNNER_TEMP || undefined,
    };
}
/** From `owner/repository/.github/workflows/file.yml@refs/heads/branch`, the workflow that was started. */
function parseWorkflowFile(ref, repository) {
    const [, home, file] = /^([^/]+\/[^/]+)\/\.github\/workflows\/([^/]+\.ya?ml)@/.exec(ref ?? '') ?? [];
    return file && home?.toLowerCase() === repository.toLowerCase() ? file : '';
}
/** A pull request's ref names a merge that nobody made, and no branch. */
function parseBranch({ GITHUB_REF: ref = '', GITHUB_REF_NAME: name = '' }) {
    if (ref.startsWith('refs/heads/'))
        return ref.slice('refs/heads/'.length);
    return ref.startsWith('refs/pull/') ? '' : name;
}
function readEvent(path) {
    try {
        return path ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .tryParse */ .x6)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8')) : undefined;
    }
    catch {
        // A payload that cannot be read says nothing about visibility, and unknown counts as public.
        return undefined;
    }
}
/** `internal` repositories are private to their enterprise. */
function isPrivate(event) {
    const repository = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(event) ? event.repository : undefined;
    if (!(0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(repository))
        return false;
    const { visibility } = repository;
    return typeof visibility === 'string'
        ? ['private', 'internal'].includes(visibility)
        : repository.private === true;
}


/***/ }),

/***/ 34622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ failRun)
/* harmony export */ });
/* harmony import */ var _text_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(84863);
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(33699);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(70695);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(90622);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(69850);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(34085);






/** Ends the job red with `result=error` and the cause, whatever broke and however early. */
function failRun(error) {
    process.exitCode = 1;
    const log = (0,_log_js__WEBPACK_IMPORTED_MODULE_2__/* .createRunLog */ .Md)((0,_context_js__WEBPACK_IMPORTED_MODULE_1__/* .readRunContext */ .$)());
    const message = (0,_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .createKeyConceal */ .Fs)()((0,_text_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .describeCauses */ .wh)(error));
    log.error(message);
    log.debug(() => (error instanceof Error ? String(error.stack) : ''));
    for (const tell of [() => (0,_outputs_js__WEBPACK_IMPORTED_MODULE_3__/* .writeOutputs */ .K)({ result: 'error', complete: false }), () => tellSummary(message)]) {
        try {
            tell();
        }
        catch (cause) {
            log.error((0,_text_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .describeCauses */ .wh)(cause));
        }
    }
}
function tellSummary(message) {
    (0,_outputs_js__WEBPACK_IMPORTED_MODULE_3__/* .writeJobSummary */ .j)(`# ❌ Error: the audit did not come to its end\n\n${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeHtml */ .ZD)(message)}\n`);
}


/***/ }),

/***/ 90622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Md: () => (/* binding */ createRunLog),
/* harmony export */   ot: () => (/* binding */ startProgress)
/* harmony export */ });
/* unused harmony export createLog */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77094);
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(33699);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(34085);



/** Longer annotations are refused: 4,096 characters are the limit. */
const ANNOTATION_LENGTH = 4000;
const ANNOTATIONS = { notice: _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm, warning: _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e, error: _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3 };
/**
 * Annotations are GitHub's; elsewhere the same lines are plain. `conceal` takes secrets out of every line.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
function createLog(onGitHub, conceal) {
    const clean = (line) => (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeLog */ .Ah)(conceal(line));
    const annotate = (level, line) => onGitHub
        ? ANNOTATIONS[level]((0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)(clean(line), ANNOTATION_LENGTH))
        : _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(`${level}: ${clean(line)}`);
    return {
        info: (line) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(clean(line)),
        debug: (render) => {
            if (_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .isDebug */ ._o())
                _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(clean(render()));
        },
        notice: (line) => annotate('notice', line),
        warning: (line) => annotate('warning', line),
        error: (line) => annotate('error', line),
    };
}
/** The log of this run, with the key taken out of every line. */
function createRunLog(context) {
    return createLog(context.onGitHub, (0,_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .createKeyConceal */ .Fs)());
}
const PROGRESS_MS = 10_000;
const TERMINAL_MS = 250;
/**
 * Shows what `render` makes of the milliseconds since now, every ten seconds, on a terminal in one line that updates
 * itself. Returns what ends it.
 */
function startProgress(log, render) {
    const startedAt = performance.now();
    const terminal = process.stdout;
    // A runner's log is none, even where a runner gives its steps a terminal, as act does.
    const isLive = terminal.isTTY && process.env.GITHUB_ACTIONS !== 'true';
    const line = () => render(performance.now() - startedAt);
    const show = isLive
        ? () => terminal.write(`\r\u001b[2K${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeLog */ .Ah)(line()).slice(0, Math.max(20, terminal.columns - 1))}`)
        : () => log.info(line());
    const timer = setInterval(show, isLive ? TERMINAL_MS : PROGRESS_MS);
    return () => {
        clearInterval(timer);
        if (isLive)
            terminal.write('\r\u001b[2K');
    };
}


/***/ }),

/***/ 69850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ writeOutputs),
/* harmony export */   j: () => (/* binding */ writeJobSummary)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(77094);
/* harmony import */ var _action_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(10612);



/**
 * Sets every output of action.yml; one that is not given becomes the empty string. Off GitHub there is nobody to
 * read them, and nothing happens.
 */
function writeOutputs(outputs) {
    if (!process.env.GITHUB_OUTPUT && process.env.GITHUB_ACTIONS !== 'true')
        return;
    if (!process.env.GITHUB_OUTPUT)
        throw new Error('GITHUB_OUTPUT is not set');
    for (const name of _action_js__WEBPACK_IMPORTED_MODULE_2__/* .outputNames */ .gr)
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH(name, String(outputs[name] ?? ''));
}
/** Adds to the job summary, if there is one. The text must be within GitHub's limit. */
function writeJobSummary(text) {
    const path = process.env.GITHUB_STEP_SUMMARY;
    if (path)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(path, text);
}


/***/ }),

/***/ 34085:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fs: () => (/* binding */ createKeyConceal),
/* harmony export */   QU: () => (/* binding */ maskSecrets),
/* harmony export */   ky: () => (/* binding */ readOrgToken),
/* harmony export */   lF: () => (/* binding */ readGithubToken)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(77094);
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(33699);


/** The key as it was given, unchecked. */
function readOrgToken() {
    return _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4('org-token', { trimWhitespace: false });
}
/** The token that finds an earlier run; '' where none is given. */
function readGithubToken() {
    return _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getInput */ .V4('github-token');
}
/** Has the runner mask the secrets. Elsewhere this would print them: it is a command that only the runner swallows. */
function maskSecrets(context) {
    if (context.onGitHub)
        for (const secret of readSecrets())
            if (secret !== '')
                _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(secret);
}
/** Takes the key and the GitHub token out of whatever leaves this process. */
function createKeyConceal() {
    return (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .createConceal */ .SN)(...readSecrets());
}
function readSecrets() {
    return [readOrgToken().trim(), readGithubToken()];
}


/***/ }),

/***/ 51296:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(34622);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(60506);


// Whoever reads the log may go; the audit and its files do not depend on it.
process.stdout.on('error', () => { });
// What breaks outside the promise that is awaited below must not pass for a run that went well.
process.on('uncaughtException', (error) => {
    (0,_actions_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failRun */ .Q)(error);
    endProcess();
});
try {
    await (0,_main_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .i)();
}
catch (error) {
    (0,_actions_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .failRun */ .Q)(error);
}
endProcess();
/** An upload that was given up may still hold a socket; what was printed must be out before the end. */
function endProcess() {
    process.stdout.write('', () => process.exit());
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 60506:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(51455);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
// EXTERNAL MODULE: ./build/text/errors.js
var errors = __nccwpck_require__(84863);
;// CONCATENATED MODULE: ./build/actions/cancellation.js
/** Calls back once the signal is aborted, also when that has happened before. */
function onCancel(cancel, act) {
    if (cancel.aborted)
        act();
    else
        cancel.addEventListener('abort', act, { once: true });
}
/**
 * A signal that is aborted when the runner, or whoever sits at the terminal, ends the step: SIGINT first, SIGTERM
 * 7.5 seconds later, the end 2.5 seconds after that. Windows has no such signals.
 * https://docs.github.com/en/actions/reference/workflow-cancellation-reference
 */
function listenForCancel() {
    const cancel = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => cancel.abort());
    return cancel.signal;
}

;// CONCATENATED MODULE: ./build/actions/upload-options.js
/** Why files stay here that could be uploaded, if they do. */
function findReasonToKeep({ uploadArtifact, reveal }) {
    if (!uploadArtifact)
        return 'upload-artifact is false';
    return reveal ? undefined : 'the repository is public and allow-public is not set';
}
/** Why there is no artifact service to ask, if so, and what to do instead. */
function findObstacle() {
    if (!URL.canParse(readServerUrl()))
        return 'GITHUB_SERVER_URL is not a URL, so nothing was uploaded: see what sets it.';
    if (isEnterpriseServer())
        return 'GitHub Enterprise Server does not take artifacts from this action: keep the files with a step that uses actions/upload-artifact@v3 with "if: always()".';
    if (process.env.ACTIONS_RUNTIME_TOKEN && process.env.ACTIONS_RESULTS_URL)
        return undefined;
    return 'There is no artifact service here, so nothing was uploaded; on GitHub, keep the files with a step that uses actions/upload-artifact.';
}
/** Whether this is a server of GitHub Enterprise, which the artifact client does not serve. Throws where it has no URL. */
function isEnterpriseServer() {
    const { hostname } = new URL(readServerUrl());
    return !/^github\.com$|\.ghe\.com$|\.localhost$/i.test(hostname);
}
function readServerUrl() {
    return process.env.GITHUB_SERVER_URL || 'https://github.com';
}

;// CONCATENATED MODULE: ./build/actions/artifact.js





const CREATE_TRIES = 3;
const CREATE_WAIT_MS = 2_000;
/** The client's own limit for an upload that makes no progress. */
const STALL_MS = 300_000;
/** What is left for an upload once the run is cancelled. */
const CANCELLED_MS = 3_000;
const LOST_ANSWER = 'its answer to the first try was lost, and its name is taken since';
/**
 * Uploads exactly these files, those of them that are there, as one workflow artifact. Never rejects: what the audit
 * found must be told even if its files cannot be kept.
 * https://github.com/actions/toolkit/tree/main/packages/artifact
 */
async function uploadFiles(request, context) {
    const obstacle = findObstacle();
    if (obstacle)
        return { kind: 'unavailable', why: `${obstacle} The files are in ${request.outputDir}.` };
    try {
        const { id, digest } = await tryUpload({ ...request, files: request.files.filter(external_node_fs_.existsSync) });
        return {
            kind: 'uploaded',
            id: String(id ?? ''),
            url: `${context.runUrl}/artifacts/${id}`,
            digest: digest ?? '',
        };
    }
    catch (error) {
        return { kind: 'refused', why: describeFailure(error, request.artifactName) };
    }
}
/** Uploads the files unless that is not wanted or not allowed. Never rejects. */
async function keepFiles(request, context) {
    const why = findReasonToKeep(request);
    return why === undefined ? uploadFiles(request, context) : { kind: 'kept', why };
}
/** The outputs that tell where the artifact is; none when there is none. */
function computeUploadOutputs(upload) {
    if (upload.kind !== 'uploaded')
        return {};
    return { 'artifact-id': upload.id, 'artifact-url': upload.url, 'artifact-digest': upload.digest };
}
/** A failure of CreateArtifact that never reached the service leaves the name free; after that it is taken. */
async function tryUpload(request) {
    for (let tries = 1;; tries += 1) {
        try {
            return await uploadOnce(request);
        }
        catch (error) {
            if (tries > 1 && isTaken(error))
                throw new Error(LOST_ANSWER, { cause: error });
            const isLast = tries >= CREATE_TRIES || request.cancel.aborted;
            if (isLast || !isCreateNetworkError(error))
                throw error;
            await (0,external_node_timers_promises_namespaceObject.setTimeout)(CREATE_WAIT_MS * tries);
        }
    }
}
async function uploadOnce({ artifactName, files, outputDir, retentionDays, cancel }) {
    const { DefaultArtifactClient } = await __nccwpck_require__.e(/* import() */ 584).then(__nccwpck_require__.bind(__nccwpck_require__, 20584));
    const options = retentionDays > 0 ? { retentionDays } : {};
    const limit = createTimeLimit(cancel);
    try {
        return await Promise.race([
            new DefaultArtifactClient().uploadArtifact(artifactName, files, outputDir, options),
            limit.passed,
        ]);
    }
    finally {
        limit.clear();
    }
}
/** The client does not settle at all when an answer's body is cut, so it gets a time of its own. */
function createTimeLimit(cancel) {
    const end = new AbortController();
    const wait = async (ms) => {
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(ms, undefined, { signal: end.signal });
        throw new Error(`no end of the upload within ${ms / 1000} s`);
    };
    const cancelled = new Promise((resolve) => onCancel(cancel, resolve));
    const stalledMs = Number(process.env.ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS) || STALL_MS;
    const passed = Promise.race([wait(2 * stalledMs), cancelled.then(() => wait(CANCELLED_MS))]);
    passed.catch(() => { });
    return { passed, clear: () => end.abort() };
}
function isCreateNetworkError(error) {
    return /Failed to CreateArtifact: Unable to make request/.test(String(error));
}
function isTaken(error) {
    return /conflict|already exists|\(409\)/i.test(String(error));
}
function describeFailure(error, name) {
    if (isTaken(error))
        return `An artifact named "${name}" already exists in this run: give this step another artifact-name.`;
    const cause = (0,errors/* describeCauses */.wh)(error);
    const taken = /CreateArtifact/.test(cause)
        ? ''
        : '. Its name is taken now: run the job again, or give another artifact-name';
    return `The artifact service did not take "${name}": ${cause}${taken}`;
}

// EXTERNAL MODULE: ./build/actions/context.js
var actions_context = __nccwpck_require__(70695);
;// CONCATENATED MODULE: ./build/actions/ending.js
/** Says how the run ended, in at most one annotation per warning and one for the verdict, and sets the exit code. */
function endRun(log, verdict, upload) {
    const { red, result, complete, headline, problems, warnings, notices } = verdict;
    if (upload.kind === 'uploaded')
        log.info(`Artifact: ${upload.url}`);
    if (upload.kind === 'unavailable')
        log.warning(upload.why);
    for (const warning of warnings)
        log.warning(warning);
    for (const notice of notices)
        log.notice(notice);
    const message = [`${headline}.`, ...problems].join(' ');
    if (red)
        log.error(message);
    else if (result === 'findings' || !complete)
        log.warning(message);
    else
        log.info(message);
    if (red)
        process.exitCode = 1;
}

;// CONCATENATED MODULE: ./build/text/dates.js
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/;
/**
 * Times as nearly every server writes them, of days that every month has: V8 itself reads them the same way, in half of
 * the time. Of more than nine decimals it misreads some.
 */
const USUAL = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;
const DAY_S = 86_400;
/** A day is 24 hours, whatever clocks are set to. */
const DAY_MS = 86_400_000;
/** The last texts and what they are: limits, tables and charts look at each date of a token one after the other. */
const parsed = new Map();
const REMEMBERED = 256;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/**
 * Milliseconds since 1970 of an ISO 8601 text, read leniently: any number of decimals (cut to milliseconds), no
 * seconds, no time, an offset, or none, which is UTC. `undefined` for whatever is not a date.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
function parseInstant(text) {
    const known = parsed.get(text);
    if (known !== undefined || parsed.has(text))
        return known;
    if (parsed.size >= REMEMBERED)
        parsed.clear();
    const instant = readInstant(text);
    parsed.set(text, instant);
    return instant;
}
function readInstant(text) {
    if (USUAL.test(text))
        return Date.parse(text);
    const match = ISO.exec(text.trim());
    if (!match)
        return undefined;
    // One by one and not as an array: this is called several times for every token.
    const part = (group) => Number(match[group] ?? 0);
    const [year, month, day] = [part(1), part(2), part(3)];
    const [hour, minute, second] = [part(4), part(5), part(6)];
    if (!isCalendarTime(year, month, day, hour, minute, second))
        return undefined;
    const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
    // `Date.UTC` would take the years 0 to 99 for those of the last century.
    const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
    return midnight + Date.UTC(1970, 0, 1, hour, minute, second, millisecond) - parseOffset(match[8] ?? 'Z');
}
/** A time that may be missing; a zero time, as some servers write for none, is none. */
function parseTime(text) {
    const at = parseInstant(text);
    if (at !== undefined && at > 0)
        return { at };
    return { missing: at !== undefined || text.trim() === '' ? 'missing' : 'unreadable' };
}
/** The last days, by their number since 1970: the dates of thousands of tokens lie on few. */
const formatted = new Map();
const FORMATTED = 1024;
/** The day of a time in milliseconds since 1970, UTC: `2027-03-31`. */
function formatDay(instant) {
    const number = Math.floor(instant / DAY_MS);
    const known = formatted.get(number);
    if (known !== undefined)
        return known;
    if (formatted.size >= FORMATTED)
        formatted.clear();
    const day = new Date(number * DAY_MS).toISOString().slice(0, 10);
    formatted.set(number, day);
    return day;
}
/** The start of a day such as `2027-03-31`, UTC, in milliseconds since 1970; `undefined` for whatever else. */
function parseDay(text) {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? parseInstant(text) : undefined;
}
function isCalendarTime(year, month, day, hour, minute, second) {
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    const days = month === 2 && !leap ? 28 : (DAYS_IN_MONTH[month - 1] ?? 0);
    return (day >= 1 && day <= days && minute <= 59 && second <= 60 && (hour * 60 + minute) * 60 + second <= DAY_S);
}
function parseOffset(zone) {
    if (/^z$/i.test(zone))
        return 0;
    const [hours, minutes] = [zone.slice(1, 3), zone.slice(3).replace(':', '') || '0'].map(Number);
    const offset = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
    return zone.startsWith('-') ? -offset : offset;
}

// EXTERNAL MODULE: ./build/text/escape.js
var text_escape = __nccwpck_require__(33699);
;// CONCATENATED MODULE: ./build/actions/input-fields.js


const HOW_TO_GIVE_A_KEY = `Give the organization API key as a secret: org-token: \${{ secrets.ATLASSIAN_ORG_TOKEN }}`;
/** The key without white space around it. Throws when there is none, or when it cannot be one; never shows it. */
function parseOrgToken(text) {
    const token = text.trim();
    if (token === '')
        throw new Error(`org-token: not given. ${HOW_TO_GIVE_A_KEY}. Secrets are empty in runs that a fork or Dependabot started, and in a repository that does not have the secret.`);
    if (/^bearer\s/i.test(token))
        throw new Error('org-token: starts with "Bearer": give the key alone');
    if (/\s/.test(token))
        throw new Error('org-token: has a space or a line break inside the key: copy it again, whole and in one line');
    if (!/^[\x21-\x7e]+$/.test(token))
        throw new Error('org-token: has a character that no key holds: copy it again from where it was made');
    return token;
}
/** What `parse` makes of a text; `undefined` for an empty one, which is not given. */
function parseOptional(text, parse) {
    return text === '' ? undefined : parse(text);
}
/** A whole number in digits. */
function parseWhole(name, text, minimum, maximum = Number.MAX_SAFE_INTEGER) {
    const number = /^\d+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : Number.NaN;
    if (number >= minimum && number <= maximum)
        return number;
    throw expected(name, `a whole number ${describeRange(minimum, maximum)}`, text);
}
/** A number that may have decimals. */
function parseDecimal(name, text, minimum, maximum) {
    const number = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (number >= minimum && number <= maximum)
        return number;
    throw expected(name, `a number ${describeRange(minimum, maximum)}`, text);
}
/** The start of a day, UTC, in milliseconds since 1970. */
function parseExpiryDay(name, text) {
    const day = parseDay(text);
    if (day !== undefined)
        return day;
    throw expected(name, 'a day such as 2027-03-31', text);
}
/** The booleans of YAML 1.2, as the runner's own inputs take them. https://yaml.org/spec/1.2/spec.html#id2804923 */
function parseBoolean(name, text) {
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    throw expected(name, 'true or false', text);
}
/** A number of accounts (`5`) or a share of them (`2%`). */
function parseTolerance(name, text) {
    const share = /^(\d{1,3}(?:\.\d{1,6})?)\s*%$/.exec(text);
    if (share && Number(share[1]) <= 100)
        return { kind: 'share', percent: Number(share[1]) };
    if (/^\d{1,15}$/.test(text))
        return { kind: 'count', count: Number(text) };
    throw expected(name, 'a whole number of accounts (5) or a share of them from 0% to 100% (2%)', text);
}
/** An https address, or http on this machine; without credentials, query or fragment. */
function parseApiUrl(name, text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isLoopback = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
    const isPlain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
    if (isPlain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)))
        return url;
    throw expected(name, 'an https address without credentials or query (http on this machine only)', text);
}
/** A name that the artifact service takes. */
function parseArtifactName(name, text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    if (/^[^":<>|*?\\/\u0000-\u001f]{1,256}$/.test(text))
        return text;
    throw expected(name, 'a name of at most 256 characters without " : < > | * ? \\ / and line breaks', text);
}
function describeRange(minimum, maximum) {
    return maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}
/** An error that says what an input takes and what it got, with no password in it, and then `advice`, a sentence. */
function expected(name, what, text, advice) {
    // What stands before an @ in an address may be a password, and what is no address may be meant as one.
    const got = (0,text_escape/* cut */.Jj)(text.replace(/^.*@/s, '***@'), 80);
    return new Error(`${name}: expected ${what}, got ${JSON.stringify(got)}${advice ? `. ${advice}.` : ''}`);
}

// EXTERNAL MODULE: ./build/actions/log.js
var actions_log = __nccwpck_require__(90622);
// EXTERNAL MODULE: ./build/actions/outputs.js
var outputs = __nccwpck_require__(69850);
// EXTERNAL MODULE: ./build/actions/secrets.js
var secrets = __nccwpck_require__(34085);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __nccwpck_require__(78474);
;// CONCATENATED MODULE: ./build/audit/stop.js

/** A switch that has not been thrown. */
function createStop() {
    const controller = new AbortController();
    let first;
    // Every account that waits listens to it.
    (0,external_node_events_.setMaxListeners)(0, controller.signal);
    return {
        signal: controller.signal,
        reason: () => first,
        stop(reason) {
            first ??= reason;
            controller.abort();
        },
    };
}
/** max-duration-minutes have passed. */
const TIME_IS_UP = {
    kind: 'time',
    why: 'the time was up before an answer came',
    advice: 'The time set by max-duration-minutes was up: raise it, or split the accounts file.',
};
/** The rate limit asks for a pause that would end after the time is up. */
const PAUSE_TOO_LONG = {
    kind: 'time',
    why: 'the rate limit asked for a pause longer than the time left',
    advice: 'Atlassian asked to wait for longer than max-duration-minutes leave: run it at another hour, or raise max-duration-minutes.',
};
/** Somebody or something ended the step. */
const CANCELLED = {
    kind: 'cancelled',
    why: 'the run was cancelled before an answer came',
    advice: 'The run was cancelled before its end.',
};
/** The run cannot go on, for instance because a file cannot be written. */
const BROKEN = { kind: 'broken', why: 'the run broke off', advice: 'The run broke off.' };

;// CONCATENATED MODULE: ./build/audit/records.js
/** The outcome of a row that holds no account ID; it names the line. */
function rejectRow({ line, cell, name, email }) {
    const detail = cell === '' ? `line ${line}: no account ID` : `line ${line}: not an account ID: ${cell}`;
    const account = { id: '', name, email, status: '' };
    return { kind: 'outcome', account, status: 'rejected', tokens: 0, httpStatus: undefined, detail };
}

;// CONCATENATED MODULE: ./build/audit/account-by-account.js


/** How many accounts are asked for at a time; those that wait for a retry are among them. */
const ASKED = 1024;
/** The event loop turns after so many rows; else nothing is sent before all of a piece of the file are asked for. */
const ROWS_A_TURN = 64;
/** How many accounts may wait behind one that is slow to answer, so that the results stay in the file's order. */
const LOOK_AHEAD = 8192;
/**
 * Asks for every account's tokens, many at a time, and yields the records in the rows' order, those together that are
 * there at the same time. Every row ends as exactly one outcome. `look` must not reject.
 */
async function* auditAccounts(rows, look) {
    const line = createLine(look);
    let joined = 0;
    let broken;
    try {
        for await (const row of rows) {
            line.join(row);
            joined += 1;
            if (joined % ROWS_A_TURN === 0)
                await (0,external_node_timers_promises_namespaceObject.setImmediate)();
            while (line.isFull()) {
                yield line.takeDone();
                if (line.isFull())
                    await line.nextAnswer();
            }
        }
    }
    catch (error) {
        // What was asked before the rows broke off is not thrown away.
        broken = { error };
    }
    while (line.length() > 0) {
        yield line.takeDone();
        if (line.length() > 0)
            await line.nextAnswer();
    }
    if (broken)
        throw broken.error;
}
/** The rows on their way, in order. */
function createLine(look) {
    const places = [];
    let asked = 0;
    let tell = () => { };
    async function ask(account, place) {
        asked += 1;
        place.records = describeLook(account, await look(account));
        asked -= 1;
        tell();
    }
    return {
        join(row) {
            const place = { records: row.kind === 'rejected' ? [rejectRow(row.row)] : undefined };
            places.push(place);
            if (row.kind === 'account')
                void ask(row.account, place);
        },
        takeDone() {
            const end = places.findIndex(({ records }) => records === undefined);
            return places.splice(0, end === -1 ? places.length : end).flatMap(({ records }) => records ?? []);
        },
        isFull: () => asked >= ASKED || places.length >= LOOK_AHEAD,
        length: () => places.length,
        async nextAnswer() {
            const answer = new Promise((resolve) => {
                tell = resolve;
            });
            // The first in line may have its answer since it was looked at: nobody would tell of it again.
            if (!places[0]?.records)
                await answer;
            // The other answers of this turn of the event loop are taken with it.
            await (0,external_node_timers_promises_namespaceObject.setImmediate)();
        },
    };
}
function describeLook(account, { tokens, status, httpStatus, detail }) {
    const found = tokens.map((token) => ({ kind: 'token', account, token }));
    return [...found, { kind: 'outcome', account, status, tokens: tokens.length, httpStatus, detail }];
}

;// CONCATENATED MODULE: ./build/atlassian/paths.js
/** IDs hold documented characters only, `:` and `|` percent-encoded, and so no `..` in any spelling. */
const ALLOWED = [
    /^\/users\/(?:[a-zA-Z0-9_-]|%3A|%7C){1,128}\/manage\/api-tokens$/,
    /^\/admin\/api-access\/v1\/orgs\/[a-zA-Z0-9-]{1,128}\/api-tokens(?:\/count|\?(?:pageSize=\d{1,4}(?:&cursor=[\w.~%*+-]+)?|cursor=[\w.~%*+-]+))?$/,
    /^\/admin\/v1\/orgs\/[a-zA-Z0-9-]{1,128}\/users(?:\?(?:pageSize=\d{1,4}(?:&cursor=[\w.~%*+-]+)?|cursor=[\w.~%*+-]+))?$/,
];
/** Whether a text is one of the paths above, whatever it was made from. */
function isAllowedPath(path) {
    return ALLOWED.some((pattern) => pattern.test(path));
}
/** The tokens of one account. */
function computeAccountTokensPath(accountId) {
    return `/users/${encodeURIComponent(accountId)}/manage/api-tokens`;
}
/** A page of all tokens of the organization's managed accounts. */
function computeOrganizationTokensPath(orgId, query) {
    return `/admin/api-access/v1/orgs/${orgId}/api-tokens${renderQuery(query)}`;
}
/** How many tokens that list holds. */
function computeTokenCountPath(orgId) {
    return `/admin/api-access/v1/orgs/${orgId}/api-tokens/count`;
}
/** A page of the organization's managed accounts. */
function computeManagedAccountsPath(orgId, query) {
    return `/admin/v1/orgs/${orgId}/users${renderQuery(query)}`;
}
function renderQuery({ pageSize, cursor }) {
    const query = new URLSearchParams();
    if (pageSize !== undefined)
        query.set('pageSize', String(pageSize));
    if (cursor !== undefined)
        query.set('cursor', cursor);
    return query.size === 0 ? '' : `?${query}`;
}

;// CONCATENATED MODULE: ./build/atlassian/refusals.js

const NOT_MANAGED = /forbidden\.targetUnverified|unverified target account|verified org admin of targeted account/i;
const SCOPE = /insufficient[_ .-]?scope|manage:org/i;
/**
 * Reads status and body of a final answer of the per-account call. A body is looked at as text, since its shape
 * differs by the layer that refuses.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
function classifyRefusal(status, body) {
    if (status === 401)
        return 'bad-key';
    if (status === 404)
        return 'not-managed';
    if (status !== 403)
        return 'other';
    if (NOT_MANAGED.test(body))
        return 'not-managed';
    return SCOPE.test(body) ? 'scoped-key' : 'forbidden';
}
const MAKE_A_KEY = 'Make one at admin.atlassian.com → Settings → API keys → Create API key → "API key without scopes", and store it as the secret that org-token reads';
/** What to do about a key that Atlassian refuses with 401. */
const BAD_KEY_ADVICE = `Atlassian does not accept the key in org-token (401): it is wrong, revoked or expired, or it is an API token of a user instead of an organization API key. ${MAKE_A_KEY}.`;
/** What to do about a key that Atlassian accepts but that may not read tokens account by account. */
const SCOPED_KEY_ADVICE = `The key in org-token may not read the tokens of single accounts (403): this call needs an organization API key that was created without scopes, and scopes cannot be changed later. ${MAKE_A_KEY}.`;
/** What to do about a key that the per-account call refuses; nothing where the key is not what is refused. */
function describeKeyRefusal(refusal) {
    if (refusal === 'bad-key')
        return BAD_KEY_ADVICE;
    return refusal === 'scoped-key' ? SCOPED_KEY_ADVICE : undefined;
}
/** What to do when every single account is refused with a 403 that names no reason. */
const ALL_FORBIDDEN_ADVICE = `Atlassian refused every account asked so far (403) and read none: the key in org-token was probably created with scopes, or it belongs to another organization. ${MAKE_A_KEY}.`;
/** What to do about one account that is refused with a 403 while others are read. */
const FORBIDDEN_ADVICE = 'the key may not read this account: use the Managed accounts export, which lists your own accounts only, or allow for it with max-failed-accounts';
/** The text of an error body in one line, cut short; what is in it is foreign. */
function describeBody(body) {
    return (0,text_escape/* cut */.Jj)(body.replace(/\s+/g, ' ').trim(), 200);
}
/** What to do about a refusal of the organization-wide list; nothing is known for a status that is none of these. */
function describeListRefusal(status) {
    if (status === 401)
        return 'Atlassian does not accept the key in org-token (401): it is wrong, revoked or expired, or it is an API token of a user. Make an organization API key at admin.atlassian.com → Settings → API keys, with the scope read:tokens:admin.';
    if (status === 403)
        return "The key in org-token may not list the organization's tokens (403): it lacks the scope read:tokens:admin, and scopes cannot be added later. Make a new key at admin.atlassian.com → Settings → API keys, with that scope.";
    if (status === 404)
        return 'Atlassian knows no organization of this org-id that the key reaches (404). The ID stands in the address of admin.atlassian.com: admin.atlassian.com/o/<org-id>/overview.';
    return undefined;
}

// EXTERNAL MODULE: ./build/text/json.js
var text_json = __nccwpck_require__(25666);
;// CONCATENATED MODULE: ./build/atlassian/tokens.js

/**
 * Checks an answer of the per-account call. Throws when it is not an array: that is never "no tokens".
 * https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/
 */
function parseAccountTokens(json) {
    if (!Array.isArray(json))
        throw new Error(`expected an array of tokens, got ${(0,text_json/* describeShape */.vJ)(json)}`);
    const elements = json;
    return {
        tokens: elements.filter(text_json/* isObject */.Gv).map(parseAccountToken),
        oddities: elements.flatMap((element, index) => {
            if (!(0,text_json/* isObject */.Gv)(element))
                return [`element ${index + 1} is no token but ${(0,text_json/* describeShape */.vJ)(element)}`];
            return (0,text_json/* toText */.fE)(element.id) === '' ? [`token ${index + 1} has no id`] : [];
        }),
    };
}
/**
 * Reads one item of the organization-wide list, in the words of the per-account call.
 * https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/
 */
function parseOwnedToken(item) {
    const user = (0,text_json/* isObject */.Gv)(item.user) ? item.user : {};
    const status = (0,text_json/* toText */.fE)(item.status);
    return {
        owner: { id: (0,text_json/* toText */.fE)(user.id), name: (0,text_json/* toText */.fE)(user.name), email: (0,text_json/* toText */.fE)(user.email) },
        token: {
            id: (0,text_json/* toText */.fE)(item.id),
            label: (0,text_json/* toText */.fE)(item.label),
            createdAt: (0,text_json/* toText */.fE)(item.createdAt),
            lastAccess: (0,text_json/* toText */.fE)(item.lastActiveAt),
            expiry: (0,text_json/* toText */.fE)(item.expiresAt),
            disabledStatus: { ALLOWED: 'false', BLOCKED: 'true' }[status] ?? '',
            disabled: status === 'BLOCKED',
            status,
            scopes: Array.isArray(item.scopes) ? item.scopes.map(text_json/* toText */.fE) : [],
        },
    };
}
function parseAccountToken(element) {
    return {
        id: (0,text_json/* toText */.fE)(element.id),
        label: (0,text_json/* toText */.fE)(element.label),
        createdAt: (0,text_json/* toText */.fE)(element.createdAt),
        lastAccess: (0,text_json/* toText */.fE)(element.lastAccess),
        expiry: (0,text_json/* toText */.fE)(element.expiry),
        disabledStatus: (0,text_json/* toText */.fE)(element.disabledStatus),
        disabled: element.disabledStatus === true || element.status === 'BLOCKED',
        status: (0,text_json/* toText */.fE)(element.status),
        scopes: [],
    };
}

;// CONCATENATED MODULE: ./build/audit/account-tokens.js



/** So many refusals and not one account read: the key is at fault, not the accounts. */
const FORBIDDEN_IN_A_ROW = 25;
/**
 * Looks at one account after the other with the per-account call. A refused key stops the run; a refused account
 * is that account's result.
 */
function createLook(api, stop) {
    let answered = 0;
    let forbidden = 0;
    function stopForKey(refusal) {
        if (refusal === 'forbidden')
            forbidden += 1;
        const isKey = forbidden === FORBIDDEN_IN_A_ROW && answered === forbidden;
        const advice = isKey ? ALL_FORBIDDEN_ADVICE : refusal && describeKeyRefusal(refusal);
        if (advice)
            stop.stop({ kind: 'refused', why: 'the key was refused', advice });
    }
    return async (account) => {
        if (stop.reason())
            return describeStop(stop);
        const answer = await api.read(computeAccountTokensPath(account.id), parseAccountTokens);
        if (answer.kind === 'stopped')
            return describeStop(stop);
        const refusal = answer.kind === 'refused' ? classifyRefusal(answer.status, answer.body) : undefined;
        if (answer.kind !== 'unread')
            answered += 1;
        stopForKey(refusal);
        return describeAnswer(answer, refusal);
    };
}
function describeAnswer(answer, refusal) {
    if (answer.kind === 'value')
        return describeTokens(answer.value);
    if (answer.kind === 'unread')
        return { status: 'failed', tokens: [], httpStatus: answer.status, detail: describeBody(answer.detail) };
    const body = describeBody(answer.body);
    const detail = refusal === 'forbidden' ? `${FORBIDDEN_ADVICE} (${body})` : body;
    const status = refusal === 'not-managed' ? 'not-managed' : 'failed';
    return { status, tokens: [], httpStatus: answer.status, detail };
}
function describeTokens({ tokens, oddities }) {
    const status = oddities.length === 0 ? 'checked' : 'failed';
    return { status, tokens, httpStatus: 200, detail: describeBody(oddities.join('; ')) };
}
function describeStop(stop) {
    return { status: 'skipped', tokens: [], httpStatus: undefined, detail: stop.reason()?.why ?? '' };
}

;// CONCATENATED MODULE: external "node:stream/consumers"
const consumers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/consumers");
;// CONCATENATED MODULE: ./build/csv/text-decoder.js
/** The encoding that a byte order mark names, as `TextDecoder` spells it; UTF-8 without one. */
function parseEncoding(head) {
    if (head[0] === 0xff && head[1] === 0xfe)
        return 'utf-16le';
    if (head[0] === 0xfe && head[1] === 0xff)
        return 'utf-16be';
    return 'utf-8';
}
/**
 * Decodes a text piece by piece, wherever the pieces are cut, without its byte order mark and with every line end
 * as \n. Bytes that are no characters become U+FFFD.
 */
async function* decodeText(pieces, encoding) {
    const decoder = new TextDecoder(encoding);
    const normalize = createLineEndNormalizer();
    for await (const piece of pieces)
        yield normalize(decoder.decode(piece, { stream: true }));
    yield normalize(decoder.decode());
}
function createLineEndNormalizer() {
    let afterReturn = false;
    return (text) => {
        if (text === '')
            return '';
        const rest = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
        afterReturn = text.endsWith('\r');
        return rest.replace(/\r\n?/g, '\n');
    };
}

;// CONCATENATED MODULE: ./build/csv/input-file.js






/** What people give in place of a CSV file, by its first bytes. */
const OTHER_FORMATS = [
    { start: 'PK\x03\x04', found: 'is an Excel workbook or a zip file: save it as CSV, or unpack it' },
    { start: '\xd0\xcf\x11\xe0', found: 'is an Excel workbook: save it as CSV' },
    { start: 'version https://git-lfs', found: 'is a Git LFS pointer: check it out with `lfs: true`' },
];
const READ_ERRORS = {
    ENOENT: 'does not exist: check the path, and that an earlier step puts the file there',
    ENOTDIR: 'does not exist: a part of the path is a file',
    EISDIR: 'is a folder: give the path of a file in it',
};
/** Finds out the encoding of a file. Throws an error that says why when it cannot be read or holds no text. */
async function readEncoding(file) {
    await checkFile(file);
    const head = await (0,consumers_namespaceObject.buffer)(readBytes(file, 32));
    const start = head.toString('latin1');
    const other = OTHER_FORMATS.find((format) => start.startsWith(format.start));
    if (other)
        throw createFileError(file, other.found);
    return parseEncoding(head);
}
/** Reads a text, or the first `bytes` of it, piece by piece, its line ends all \n. Throws when it holds NULs. */
async function* readText(file, encoding, bytes) {
    for await (const text of decodeText(readBytes(file, bytes), encoding)) {
        if (text.includes('\0'))
            throw createFileError(file, 'is binary, not text: save it as CSV in UTF-8');
        yield text;
    }
}
/** An error about a file as a whole. */
function createFileError({ input, path }, found, options) {
    return new Error(`${input}: ${JSON.stringify((0,text_escape/* cut */.Jj)(path, 80))} ${found}`, options);
}
/** What tells whether a file was written to since: its size and the time of its last change. */
async function readVersion(file) {
    const { size, mtimeMs, ino } = await (0,promises_.stat)(file.path).catch((error) => {
        throw createReadError(file, error);
    });
    return [size, mtimeMs, ino].join(' ');
}
/** It is read more than once, so it must not be a pipe. */
async function checkFile(file) {
    const stats = await (0,promises_.stat)(file.path).catch((error) => {
        throw createReadError(file, error);
    });
    if (stats.isDirectory())
        throw createFileError(file, READ_ERRORS.EISDIR);
    if (!stats.isFile())
        throw createFileError(file, 'is a pipe or a device: save it as a file first');
}
async function* readBytes(file, bytes = Number.POSITIVE_INFINITY) {
    try {
        yield* (0,external_node_fs_.createReadStream)(file.path, { end: bytes - 1 });
    }
    catch (error) {
        throw createReadError(file, error);
    }
}
function createReadError(file, error) {
    const code = (0,errors/* findErrorCode */.Ze)(error);
    const known = Object.entries(READ_ERRORS).find(([name]) => name === code);
    return createFileError(file, known?.[1] ?? `cannot be read (${code}): check its permissions`, {
        cause: error,
    });
}

;// CONCATENATED MODULE: external "node:stream/promises"
const external_node_stream_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
// EXTERNAL MODULE: external "stream"
var external_stream_ = __nccwpck_require__(2203);
;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/is_object.js
const is_object = function (obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/CsvError.js
class CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value)
          ? value.toString(options.encoding)
          : value == null
            ? value
            : JSON.parse(JSON.stringify(value));
      }
    }
  }
}



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_columns_array.js



const normalize_columns_array = function (columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === undefined || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal",
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`,
      ]);
    }
  }
  return normalizedColumns;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/ResizeableBuffer.js
class ResizeableBuffer {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
}

/* harmony default export */ const utils_ResizeableBuffer = (ResizeableBuffer);

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/init_state.js


const init_state = function (options) {
  // ECMAScript WhiteSpace + LineTerminator codepoints, encoded under
  // `options.encoding`. Aligns trimming with `String.prototype.trim()`.
  // https://tc39.es/ecma262/#sec-white-space
  // https://tc39.es/ecma262/#sec-line-terminators
  //
  // Codepoints unrepresentable in the target encoding are dropped: Node's
  // Buffer substitutes them with `?` (0x3F), and including those would cause
  // literal `?` bytes in the input to be trimmed under `latin1`/`ascii`.
  const timchars = [
    // Basic Latin
    0x0020, // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    0x0009, // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    0x000a, // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    0x000d, // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    0x000c, // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    0x000b, // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    0x00a0, // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    0x1680, // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    0x2000, // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    0x2001, // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    0x2002, // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    0x2003, // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    0x2004, // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    0x2005, // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    0x2006, // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    0x2007, // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    0x2008, // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    0x2009, // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    0x200a, // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    0x2028, // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    0x2029, // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    0x202f, // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    0x205f, // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    0x3000, // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    0xfeff, // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding,
    );
    if (codepoint !== 0x3f && encoded.length === 1 && encoded[0] === 0x3f) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  // First-byte lookup table for `__isCharTrimable`. Non-whitespace bytes
  // (the common case) bail out in O(1) without scanning every timchar.
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: undefined,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: undefined,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote:
      Buffer.isBuffer(options.escape) &&
      Buffer.isBuffer(options.quote) &&
      Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns)
      ? options.columns.length
      : undefined,
    field: new utils_ResizeableBuffer(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      // Skip if the remaining buffer can be delimiter
      ...(options.delimiter
        ? options.delimiter.map((delimiter) => delimiter.length)
        : []),
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      // Skip if the remaining buffer can be a multi-byte trim character
      ...timchars.map((t) => t.length),
    ),
    previousBuf: undefined,
    quoting: false,
    stop: false,
    rawBuffer: new utils_ResizeableBuffer(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength:
      options.record_delimiter.length === 0
        ? 0
        : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("\t", options.encoding)[0],
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars: timchars,
    timcharFirstBytes: timcharFirstBytes,
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/underscore.js
const underscore = function (str) {
  return str.replace(/([A-Z])/g, function (_, match) {
    return "_" + match.toLowerCase();
  });
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_options.js





const normalize_options = function (opts) {
  const options = {};
  // Merge with user options
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  // Normalize option `encoding`
  // Note: defined first because other options depends on it
  // to convert chars/strings into buffers.
  if (options.encoding === undefined || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (
    typeof options.encoding !== "string" &&
    options.encoding !== null
  ) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`,
      ],
      options,
    );
  }
  // Normalize option `bom`
  if (
    options.bom === undefined ||
    options.bom === null ||
    options.bom === false
  ) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`,
      ],
      options,
    );
  }
  // Normalize option `cast`
  options.cast_function = null;
  if (
    options.cast === undefined ||
    options.cast === null ||
    options.cast === false ||
    options.cast === ""
  ) {
    options.cast = undefined;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`,
      ],
      options,
    );
  }
  // Normalize option `cast_date`
  if (
    options.cast_date === undefined ||
    options.cast_date === null ||
    options.cast_date === false ||
    options.cast_date === ""
  ) {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function (value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`,
      ],
      options,
    );
  }
  // Normalize option `columns`
  options.cast_first_line_to_header = undefined;
  if (options.columns === true) {
    // Fields in the first line are converted as-is to columns
    options.cast_first_line_to_header = undefined;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (
    options.columns === undefined ||
    options.columns === null ||
    options.columns === false
  ) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`,
      ],
      options,
    );
  }
  // Normalize option `group_columns_by_name`
  if (
    options.group_columns_by_name === undefined ||
    options.group_columns_by_name === null ||
    options.group_columns_by_name === false
  ) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`,
      ],
      options,
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated.",
      ],
      options,
    );
  }
  // Normalize option `comment`
  if (
    options.comment === undefined ||
    options.comment === null ||
    options.comment === false ||
    options.comment === ""
  ) {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `comment_no_infix`
  if (
    options.comment_no_infix === undefined ||
    options.comment_no_infix === null ||
    options.comment_no_infix === false
  ) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`,
      ],
      options,
    );
  }
  // Normalize option `delimiter_auto`
  if (
    options.delimiter_auto === undefined ||
    options.delimiter_auto === null ||
    options.delimiter_auto === false
  ) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`,
      ],
      options,
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === undefined)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["\t".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4,
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.score === undefined)
      options.delimiter_auto.score = (info, options) => {
        return (
          (info.total - info.std) * (options.preferred[info.char_code] || 1)
        );
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.size === undefined)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `delimiter`
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (
      options.delimiter === undefined ||
      options.delimiter === null ||
      options.delimiter === false
    ) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function (delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`,
        ],
        options,
      );
    }
    return delimiter;
  });
  // Normalize option `escape`
  if (options.escape === undefined || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`,
      );
    }
  }
  // Normalize option `from`
  if (options.from === undefined || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`,
      );
    }
  }
  // Normalize option `from_line`
  if (options.from_line === undefined || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (
      typeof options.from_line === "string" &&
      /\d+/.test(options.from_line)
    ) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`,
      );
    }
  }
  // Normalize options `ignore_last_delimiters`
  if (
    options.ignore_last_delimiters === undefined ||
    options.ignore_last_delimiters === null
  ) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`,
      ],
      options,
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option",
      ],
      options,
    );
  }
  // Normalize option `info`
  if (
    options.info === undefined ||
    options.info === null ||
    options.info === false
  ) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`,
    );
  }
  // Normalize option `max_record_size`
  if (
    options.max_record_size === undefined ||
    options.max_record_size === null ||
    options.max_record_size === false
  ) {
    options.max_record_size = 0;
  } else if (
    Number.isInteger(options.max_record_size) &&
    options.max_record_size >= 0
  ) {
    // Great, nothing to do
  } else if (
    typeof options.max_record_size === "string" &&
    /\d+/.test(options.max_record_size)
  ) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`,
    );
  }
  // Normalize option `objname`
  if (
    options.objname === undefined ||
    options.objname === null ||
    options.objname === false
  ) {
    options.objname = undefined;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
      // Don't call `toString`, leave objname as a buffer
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
    // Great, nothing to do
  } else if (typeof options.objname === "number") {
    // if(options.objname.length === 0){
    //   throw new Error(`Invalid Option: objname must be a non empty string`);
    // }
    // Great, nothing to do
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`,
    );
  }
  if (options.objname !== undefined) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field",
        );
      }
    } else {
      // A string or a buffer
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index",
        );
      }
    }
  }
  // Normalize option `on_record`
  if (options.on_record === undefined || options.on_record === null) {
    options.on_record = undefined;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`,
      ],
      options,
    );
  }
  // Normalize option `on_skip`
  // options.on_skip ??= (err, chunk) => {
  //   this.emit('skip', err, chunk);
  // };
  if (
    options.on_skip !== undefined &&
    options.on_skip !== null &&
    typeof options.on_skip !== "function"
  ) {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`,
    );
  }
  // Normalize option `quote`
  if (
    options.quote === null ||
    options.quote === false ||
    options.quote === ""
  ) {
    options.quote = null;
  } else {
    if (options.quote === undefined || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`,
      );
    }
  }
  // Normalize option `raw`
  if (
    options.raw === undefined ||
    options.raw === null ||
    options.raw === false
  ) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`,
    );
  }
  // Normalize option `record_delimiter`
  if (options.record_delimiter === undefined) {
    options.record_delimiter = [];
  } else if (
    typeof options.record_delimiter === "string" ||
    Buffer.isBuffer(options.record_delimiter)
  ) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`,
        ],
        options,
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`,
      ],
      options,
    );
  }
  options.record_delimiter = options.record_delimiter.map(function (rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  // Normalize option `relax_column_count`
  if (typeof options.relax_column_count === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count === undefined ||
    options.relax_column_count === null
  ) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`,
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_less === undefined ||
    options.relax_column_count_less === null
  ) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`,
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_more === undefined ||
    options.relax_column_count_more === null
  ) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`,
    );
  }
  // Normalize option `relax_quotes`
  if (typeof options.relax_quotes === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_quotes === undefined ||
    options.relax_quotes === null
  ) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`,
    );
  }
  // Normalize option `skip_empty_lines`
  if (typeof options.skip_empty_lines === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_empty_lines === undefined ||
    options.skip_empty_lines === null
  ) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`,
    );
  }
  // Normalize option `skip_records_with_empty_values`
  if (typeof options.skip_records_with_empty_values === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_empty_values === undefined ||
    options.skip_records_with_empty_values === null
  ) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`,
    );
  }
  // Normalize option `skip_records_with_error`
  if (typeof options.skip_records_with_error === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_error === undefined ||
    options.skip_records_with_error === null
  ) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`,
    );
  }
  // Normalize option `rtrim`
  if (
    options.rtrim === undefined ||
    options.rtrim === null ||
    options.rtrim === false
  ) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`,
    );
  }
  // Normalize option `ltrim`
  if (
    options.ltrim === undefined ||
    options.ltrim === null ||
    options.ltrim === false
  ) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`,
    );
  }
  // Normalize option `trim`
  if (
    options.trim === undefined ||
    options.trim === null ||
    options.trim === false
  ) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`,
    );
  }
  // Normalize options `trim`, `ltrim` and `rtrim`
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  // Normalize option `to`
  if (options.to === undefined || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`,
      );
    }
  }
  // Normalize option `to_line`
  if (options.to_line === undefined || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`,
      );
    }
  }
  return options;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/delimiter_discover.js



// Discussed in [issue #400](https://github.com/adaltas/node-csv/issues/400)
// See https://github.com/python/cpython/blob/ea1b1c579f600cc85d145c60862b2e6b98701b24/Lib/csv.py#L349
const delimiter_discover = function (records, options) {
  // Normalize the configuration
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  // Convert String to Buffer
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  // Convert Buffer to an array of records
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records.push(record);
      const close = () => {};
      const error = parser.parse(data, true, push, close);
      if (error !== undefined) throw error;
      return records;
    })(records);
  }
  // Info array initialization, 127 entries, one per char code
  const info = Array(127)
    .fill()
    .map(() => ({ lines: [] }));
  // Traverse each records, count occurences per char code
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      // Count the character frequency
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === undefined) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  // Traverse each char code, compute the score
  info.map((info, i) => {
    info.char_code = i;
    info.std = std(info.lines);
    info.total = info.lines.reduce((acc, val) => acc + val, 0);
    info.preferred = !!options.preferred[i];
    info.score = options.score(info, options);
  });
  // Extract the dominant character
  const result = info.reduce(
    (acc, info) => (acc.score > info.score ? acc : info),
    {},
  );
  return String.fromCharCode(result.char_code);
};

const std = function (array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n,
  );
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/index.js






const isRecordEmpty = function (record) {
  return record.every(
    (field) =>
      field == null || (field.toString && field.toString().trim() === ""),
  );
};

const cr = 13; // `\r`, carriage return, 0x0D in hexadécimal, 13 in decimal
const nl = 10; // `\n`, newline, 0x0A in hexadecimal, 10 in decimal

const boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254]),
};

const transform = function (original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0,
  };
  const options = normalize_options(original_options);
  return {
    info: info,
    original_options: original_options,
    options: options,
    state: init_state(options),
    __needMoreData: function (i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } =
        this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0
          ? Buffer.from("\r\n", encoding).length
          : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0,
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function (nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line,
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote,
      } = this.state;
      // Automatic delimiter discovery
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === undefined) {
          delimiterBuf = nextBuf;
        } else if (
          delimiterBufPrevious !== undefined &&
          nextBuf === undefined
        ) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        // Ensure that nextBuf is not concatenated a second time during buffer reconciliation
        nextBuf = undefined;
        // this.delimiterBufPrevious = delimiterBuf;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto),
            ),
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = undefined;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      // Previous buffers reconciliation
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === undefined) {
        if (nextBuf === undefined) {
          // Handle empty string
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== undefined && nextBuf === undefined) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      // Handle UTF BOM
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          // No enough data
          if (end === false) {
            // Wait for more data
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding in boms) {
            if (boms[encoding].compare(buf, 0, boms[encoding].length) === 0) {
              // Skip BOM
              const bomLength = boms[encoding].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              // Renormalize original options with the new encoding
              const options = normalize_options({
                ...this.original_options,
                encoding: encoding,
              });
              // Properties are merged with the existing options instance
              for (const key in options) {
                this.options[key] = options[key];
              }
              // Options will re-evaluate the Buffer with the new encoding
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        // Ensure we get enough space to look ahead
        // There should be a way to move this out of the loop
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        // Auto discovery of record_delimiter, unix, mac and windows supported
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos,
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if (
          (chr === cr || chr === nl) &&
          this.state.wasRowDelimiter === false
        ) {
          this.state.wasRowDelimiter = true;
        }
        // Previous char was a valid escape char
        // treat the current char as a regular char
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          // Escape is only active inside quoted fields
          // We are quoting, the char is an escape chr and there is a chr to escape
          // if(escape !== null && this.state.quoting === true && chr === escape && pos + 1 < bufLen){
          if (
            escape !== null &&
            this.state.quoting === true &&
            this.__isEscape(buf, pos, chr) &&
            pos + escape.length < bufLen
          ) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          // Not currently escaping and chr is a quote
          // TODO: need to compare bytes instead of single char
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable =
                rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment =
                comment !== null &&
                this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr,
              );
              const isNextChrRecordDelimiter =
                record_delimiter.length === 0
                  ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length)
                  : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              // Escape a quote
              // Treat next char as a regular character
              if (
                escape !== null &&
                this.__isEscape(buf, pos, chr) &&
                this.__isQuote(buf, pos + escape.length)
              ) {
                pos += escape.length - 1;
              } else if (
                !nextChr ||
                isNextChrDelimiter ||
                isNextChrRecordDelimiter ||
                isNextChrComment ||
                isNextChrTrimable
              ) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment",
                    ],
                    this.options,
                    this.__infoField(),
                  ),
                );
                if (err !== undefined) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                // In relax_quotes mode, treat opening quote preceded by chrs as regular
                if (relax_quotes === false) {
                  const info = this.__infoField();
                  const bom = Object.keys(boms)
                    .map((b) =>
                      boms[b].equals(this.state.field.toString()) ? b : false,
                    )
                    .filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info.column)} at line ${info.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom ? `(${bom} bom)` : undefined,
                      ],
                      this.options,
                      info,
                      {
                        field: this.state.field,
                      },
                    ),
                  );
                  if (err !== undefined) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos,
            );
            if (recordDelimiterLength !== 0) {
              // Do not emit comments which take a full line
              const skipCommentLine =
                this.state.commenting &&
                this.state.wasQuoting === false &&
                this.state.record.length === 0 &&
                this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
                // Skip full comment line
              } else {
                // Activate records emission if above from_line
                if (
                  this.state.enabled === false &&
                  this.info.lines +
                    (this.state.wasRowDelimiter === true ? 1 : 0) >=
                    from_line
                ) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                // Skip if line is empty and skip_empty_lines activated
                if (
                  skip_empty_lines === true &&
                  this.state.wasQuoting === false &&
                  this.state.record.length === 0 &&
                  this.state.field.length === 0
                ) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== undefined) return errField;
                this.info.bytes =
                  this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== undefined) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (
              comment !== null &&
              (comment_no_infix === false ||
                (this.state.record.length === 0 &&
                  this.state.field.length === 0))
            ) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== undefined) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (
            max_record_size !== 0 &&
            this.state.record_length + this.state.field.length > max_record_size
          ) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
              ),
            );
          }
        }
        const lappend =
          ltrim === false ||
          this.state.quoting === true ||
          this.state.field.length !== 0 ||
          !this.__isCharTrimable(buf, pos);
        // rtrim in non quoting is handle in __onField
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        // Ensure we are not ending in a quoting state
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
          if (err !== undefined) return err;
        } else {
          // Skip last line if it has no characters
          if (
            this.state.wasQuoting === true ||
            this.state.record.length !== 0 ||
            this.state.field.length !== 0
          ) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== undefined) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== undefined) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function (push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values,
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      // Convert the first line into column names
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err =
          columns === false
            ? new CsvError(
                "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
                [
                  "Invalid Record Length:",
                  `expect ${this.state.expectedRecordLength},`,
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              )
            : new CsvError(
                "CSV_RECORD_INCONSISTENT_COLUMNS",
                [
                  "Invalid Record Length:",
                  `columns length is ${columns.length},`, // rename columns
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              );
        if (
          relax_column_count === true ||
          (relax_column_count_less === true &&
            recordLength < this.state.expectedRecordLength) ||
          (relax_column_count_more === true &&
            recordLength > this.state.expectedRecordLength)
        ) {
          this.info.invalid_field_length++;
          this.state.error = err;
          // Error is undefined with skip_records_with_error
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        // With columns, records are object
        if (columns !== false) {
          const obj = {};
          // Transform record array to an object
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === undefined || columns[i].disabled) continue;
            // Turn duplicate columns into an array
            if (
              group_columns_by_name === true &&
              Object.hasOwn(obj, columns[i].name)
            ) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true,
              });
            }
          }
          // Without objname (default)
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [obj[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? obj : [obj[objname], obj],
              push,
            );
            if (err) {
              return err;
            }
          }
          // Without columns, records are array
        } else {
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: record },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [record[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? record : [record[objname], record],
              push,
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function (record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers =
          firstLineToHeaders === undefined
            ? record
            : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`,
              ],
              this.options,
              this.__infoField(),
              {
                headers: headers,
              },
            ),
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function () {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = undefined;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function () {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      // Short circuit for the from_line options
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== undefined) return err;
        field = f;
      }
      this.state.record.push(field);
      // Increment record length if record size must not exceed a limit
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function () {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function (record, push) {
      const { on_record } = this.options;
      if (on_record !== undefined) {
        const info = this.__infoRecord();
        try {
          record = on_record.call(null, record, info);
        } catch (err) {
          return err;
        }
        if (record === undefined || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function (field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      // Dont loose time calling cast
      // because the final record is an object
      // and this field can't be associated to a key present in columns
      if (
        isColumns === true &&
        relax_column_count &&
        this.options.columns.length <= this.state.record.length
      ) {
        return [undefined, undefined];
      }
      if (this.state.castField !== null) {
        try {
          const info = this.__infoField();
          return [undefined, this.state.castField.call(null, field, info)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [undefined, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info = this.__infoField();
        return [undefined, this.options.cast_date.call(null, field, info)];
      }
      return [undefined, field];
    },
    __compareBytes: function (sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function (buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      // Fast bail-out: non-whitespace bytes (the common case) are rejected
      // without scanning the full timchar list.
      const first = buf[pos];
      if (first === undefined || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function (buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (
        ignore_last_delimiters === true &&
        this.state.record.length === this.options.columns.length - 1
      ) {
        return 0;
      } else if (
        ignore_last_delimiters !== false &&
        typeof ignore_last_delimiters === "number" &&
        this.state.record.length === ignore_last_delimiters - 1
      ) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function (buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function (value) {
      return value - parseFloat(value) + 1 >= 0; // Borrowed from jquery
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function (buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function (chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function (buf, pos) {
      const { encoding } = this.options;
      // Note, we don't need to cache this information in state,
      // It is only called on the first line until we find out a suitable
      // record delimiter.
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding),
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function (msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== undefined) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : undefined,
            );
          } catch (err) {
            return err;
          }
        }
        // this.emit('skip', err, raw ? this.state.rawBuffer.toString(encoding) : undefined);
        return undefined;
      } else {
        return err;
      }
    },
    __infoDataSet: function () {
      return {
        ...this.info,
        columns: this.options.columns,
      };
    },
    __infoRecord: function () {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : undefined,
      };
    },
    __infoField: function () {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      // Bytes records are only incremented when all records'fields are parsed
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records: bytes_records,
        column:
          isColumns === true
            ? columns.length > this.state.record.length
              ? columns[this.state.record.length].name
              : null
            : this.state.record.length,
        quoting: this.state.wasQuoting,
      };
    },
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/index.js
/*
CSV Parse

Please look at the [project documentation](https://csv.js.org/parse/) for
additional information.
*/







class Parser extends external_stream_.Transform {
  constructor(opts = {}) {
    super({ ...{ readableObjectMode: true }, ...opts, encoding: null });
    this.api = transform({
      on_skip: (err, chunk) => {
        this.emit("skip", err, chunk);
      },
      ...opts,
    });
    // Backward compatibility
    this.state = this.api.state;
    this.options = this.api.options;
    this.info = this.api.info;
  }
  // Implementation of `Transform._transform`
  _transform(buf, _, callback) {
    if (this.state.stop === true) {
      return;
    }
    const err = this.api.parse(
      buf,
      false,
      (record) => {
        this.push(record);
      },
      () => {
        this.push(null);
        this.end();
        // Fix #333 and break #410
        //   ko: api.stream.iterator.coffee
        //   ko with v21.4.0, ok with node v20.5.1: api.stream.finished # aborted (with generate())
        //   ko: api.stream.finished # aborted (with Readable)
        // this.destroy()
        // Fix #410 and partially break #333
        //   ok: api.stream.iterator.coffee
        //   ok: api.stream.finished # aborted (with generate())
        //   broken: api.stream.finished # aborted (with Readable)
        this.on("end", this.destroy);
      },
    );
    if (err !== undefined) {
      this.state.stop = true;
    }
    callback(err);
  }
  // Implementation of `Transform._flush`
  _flush(callback) {
    if (this.state.stop === true) {
      return;
    }
    const err = this.api.parse(
      undefined,
      true,
      (record) => {
        this.push(record);
      },
      () => {
        this.push(null);
        this.on("end", this.destroy);
      },
    );
    callback(err);
  }
}

const parse = function () {
  let data, options, callback;
  for (const i in arguments) {
    const argument = arguments[i];
    const type = typeof argument;
    if (
      data === undefined &&
      (typeof argument === "string" || Buffer.isBuffer(argument))
    ) {
      data = argument;
    } else if (options === undefined && is_object(argument)) {
      options = argument;
    } else if (callback === undefined && type === "function") {
      callback = argument;
    } else {
      throw new CsvError(
        "CSV_INVALID_ARGUMENT",
        ["Invalid argument:", `got ${JSON.stringify(argument)} at index ${i}`],
        options || {},
      );
    }
  }
  const parser = new Parser(options);
  if (callback) {
    const records =
      options === undefined || options.objname === undefined
        ? []
        : Object.create(null);
    parser.on("readable", function () {
      let record;
      while ((record = this.read()) !== null) {
        if (options === undefined || options.objname === undefined) {
          records.push(record);
        } else {
          Object.assign(records, {
            [record[0]]: record[1],
            // writable: true,
            // enumerable: true,
            // configurable: true
          });
        }
      }
    });
    parser.on("error", function (err) {
      callback(err, undefined, parser.api.__infoDataSet());
    });
    parser.on("end", function () {
      callback(undefined, records, parser.api.__infoDataSet());
    });
  }
  if (data !== undefined) {
    const writer = function () {
      parser.write(data);
      parser.end();
    };
    // Support Deno, Rollup doesn't provide a shim for setImmediate
    if (typeof setImmediate === "function") {
      setImmediate(writer);
    } else {
      setTimeout(writer, 0);
    }
  }
  return parser;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/sync.js



const sync_parse = function (data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === undefined) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {};
  const error = parser.parse(data, true, push, close);
  if (error !== undefined) throw error;
  return records;
};



;// CONCATENATED MODULE: ./build/csv/records.js



const MAX_RECORD_MIB = 1;
const OPTIONS = {
    // The text comes with one kind of line end: csv-parse counts a CR LF inside quotes as two lines.
    record_delimiter: '\n',
    max_record_size: MAX_RECORD_MIB * 1024 * 1024,
    relax_column_count: true,
    skip_empty_lines: true,
    // Else the blank in `a, "b"` makes the quote an error. No `rtrim`: its cells are slices that keep all they are cut from.
    ltrim: true,
};
/** How many records the first with something in it is looked for in. */
const FIRST_RECORDS = 100;
/**
 * Reads CSV text, its line ends all \n, and yields for each piece the records that end in it, but those without any
 * text. Throws an error that names the input and the line for a stray quote, one that is not closed, and a record over 1 MiB.
 */
async function* parseRecords(text, delimiter, input) {
    const lines = createLineTracker();
    let records = [];
    // Collected here and not read from the parser, one by one: that takes twice the time.
    const on_record = (cells, info) => {
        const line = lines.next(info);
        if (!isBlank(cells))
            records.push({ cells, line });
        return null;
    };
    const parser = parse({ ...OPTIONS, delimiter, on_record });
    parser.on('error', () => { }); // It reaches the catch below by way of what is awaited.
    try {
        for await (const piece of text) {
            await write(parser, piece);
            yield records;
            records = [];
        }
        parser.end();
        await (0,external_node_stream_promises_namespaceObject.finished)(parser.resume());
        yield records;
    }
    catch (error) {
        throw error instanceof CsvError ? createRecordError(error, lines, input) : error;
    }
}
/** The cells of the first record that holds any text, of none when there is no such record. Throws as above. */
function parseFirstRecord(text, delimiter, input) {
    // Nearly always it is the very first: to read a hundred takes many times as long.
    const find = (among) => findFirstRecord(text, delimiter, input, among);
    return find(1) ?? find(FIRST_RECORDS) ?? [];
}
function findFirstRecord(text, delimiter, input, among) {
    const lines = createLineTracker();
    let first;
    const on_record = (cells, info) => {
        lines.next(info);
        if (!isBlank(cells))
            first ??= cells;
        return null;
    };
    try {
        sync_parse(text, { ...OPTIONS, delimiter, to: among, on_record });
    }
    catch (error) {
        if (!first)
            throw error instanceof CsvError ? createRecordError(error, lines, input) : error;
    }
    return first;
}
function write(parser, piece) {
    return new Promise((resolve, reject) => {
        parser.write(piece, (error) => (error ? reject(error) : resolve()));
    });
}
function isBlank(cells) {
    return cells.every((cell) => cell.trim() === '');
}
/** csv-parse tells on which line a record ends; wanted is the one it starts on. */
function createLineTracker() {
    let filled = 0;
    const computeStart = (emptyLines) => filled + emptyLines + 1;
    return {
        computeStart,
        next(ended) {
            const line = computeStart(ended.empty_lines);
            filled = ended.lines - ended.empty_lines;
            return line;
        },
    };
}
/** Without csv-parse's own error as the cause: that one quotes the cell, and logs may be public. */
function createRecordError(error, lines, input) {
    const start = lines.computeStart(Number(error.empty_lines));
    const found = describeCsvError(error, start);
    return new Error(`${input}: ${found}; write a quote inside a cell twice (""), or export the file again`);
}
function describeCsvError(error, start) {
    if (error.code === 'CSV_QUOTE_NOT_CLOSED')
        return `line ${start}: a quote is opened and never closed`;
    if (error.code === 'CSV_MAX_RECORD_SIZE')
        return `line ${start}: a row of more than ${MAX_RECORD_MIB} MiB, perhaps because a quote is not closed`;
    const place = error.lines === start ? `line ${start}` : `lines ${start} to ${error.lines}`;
    return `${place}: a quote where none may stand`;
}

;// CONCATENATED MODULE: ./build/csv/layout.js

const DELIMITERS = [',', ';', '\t'];
/** Excel's own first line, which names the delimiter of the rest. */
const SEPARATOR_LINE = /^sep=([^"\n])\n/i;
/** Whether the first record is Excel's `sep=;`, read with that delimiter. */
function isSeparatorLine(cells = []) {
    return cells.length === 2 && cells[0]?.toLowerCase() === 'sep=' && cells[1] === '';
}
/** Where the account IDs of a plain list stand: the one cell that is not empty. */
function findListColumn(cells) {
    return cells.findIndex((cell) => cell.trim() !== '');
}
/**
 * The first record as each delimiter reads it. What one cannot read may be right for another; throws when none can
 * read it.
 */
function parseHeaders(head, input) {
    const separator = SEPARATOR_LINE.exec(head)?.[1];
    const failures = [];
    const headers = (separator === undefined ? DELIMITERS : [separator]).flatMap((delimiter) => {
        try {
            return [{ delimiter, cells: parseFirstRecord(head.replace(SEPARATOR_LINE, '\n'), delimiter, input) }];
        }
        catch (error) {
            failures.push(error);
            return [];
        }
    });
    if (headers.length === 0)
        throw failures[0];
    return headers;
}

;// CONCATENATED MODULE: ./build/audit/account-id.js
/** https://developer.atlassian.com/cloud/admin/user-management/rest/api-group-api-tokens/ */
const ACCOUNT_ID = /^[a-zA-Z0-9_|:-]{1,128}$/;
// With what spreadsheets and mail programs leave around a cell, unseen: no-break and zero-width spaces, byte order
// marks, direction marks, and the apostrophe that says "this is text". One pattern, since cutting the end off by
// one of its own takes time by the square of the blanks inside.
const WRAPPED = /^[\s\p{Cf}]*(?:'[\s\p{Cf}]*)?([a-zA-Z0-9_|:-]{1,128})[\s\p{Cf}]*$/u;
/** The account ID in a cell, trimmed; `undefined` when there is none. */
function parseAccountId(cell) {
    if (ACCOUNT_ID.test(cell))
        return cell;
    const id = WRAPPED.exec(cell)?.[1];
    // A copy, since a slice would keep the whole cell in memory for as long as the ID.
    return id === undefined ? undefined : Buffer.from(id).toString();
}
/** Whether a cell that may be a heading is rather an account ID, as those of `712020:…` and of 24 hex digits are. */
function isLikeAccountId(cell) {
    return cell.includes(':') || /^[0-9a-f]{24}$/i.test(parseAccountId(cell) ?? '');
}

;// CONCATENATED MODULE: ./build/audit/accounts-columns.js



/** The headings of the exports of Atlassian Administration, the best first. */
const KNOWN = {
    id: ['Atlassian ID', 'Account ID', 'account_id', 'User id'],
    name: ['Name', 'User name'],
    email: ['Email', 'email', 'E-mail', 'Email address'],
    status: ['Status', 'User status', 'Account status'],
    lastActive: ['Last active date [UTC]', 'Last active date', 'Last active'],
};
const SHOWN_HEADINGS = 12;
/**
 * Finds out the delimiter and the columns from the start of the file: the delimiter whose reading of the first
 * record holds a column of account IDs, else the one that gives the most cells. Throws when there is no such column.
 */
function parseLayout(head, idColumn, showCells) {
    const headers = parseHeaders(head, 'accounts-csv').sort((a, b) => b.cells.length - a.cells.length);
    for (const { delimiter, cells } of headers) {
        const columns = findColumns(cells, idColumn);
        if (columns)
            return { delimiter, columns };
    }
    const { delimiter, cells } = headers[0] ?? { delimiter: ',', cells: [] };
    if (idColumn === undefined && isPlainList(cells))
        return { delimiter, columns: { id: '' } };
    throw new Error(describeMissingColumn(cells, idColumn, showCells));
}
function isPlainList(cells) {
    const filled = cells.filter((cell) => cell.trim() !== '');
    return filled.length === 1 && filled.every(isLikeAccountId);
}
/** Finds the columns by their headings; `undefined` without one of account IDs. `idColumn` stands in for the known ones. */
function findColumns(headings, idColumn) {
    const id = findHeading(headings, idColumn === undefined ? KNOWN.id : [idColumn]);
    if (id === undefined)
        return undefined;
    const columns = { id };
    for (const column of ['name', 'email', 'status', 'lastActive']) {
        const heading = findHeading(headings, KNOWN[column]);
        if (heading !== undefined)
            columns[column] = heading;
    }
    return columns;
}
/** Why no column of account IDs was found, and what to do. Shows headings, but not what looks like data. */
function describeMissingColumn(headings, idColumn, showCells) {
    const missing = idColumn === undefined
        ? 'accounts-csv: no column of account IDs recognised'
        : `id-column: no column ${quoteHeading(idColumn)}`;
    if (headings.some(isLikeData))
        return `${missing}: the first line looks like data, put a line of headings above it`;
    const found = showCells ? `columns found: ${listHeadings(headings)}` : `columns found: ${headings.length}`;
    return `${missing}; ${found}; give the one with the account IDs as id-column`;
}
/** The first heading that is one of the names, as it stands in the file; case, blanks, dashes and underscores do not count. */
function findHeading(headings, names) {
    for (const name of names) {
        const key = simplify(name);
        const heading = headings.find((text) => text === name) ?? headings.find((text) => simplify(text) === key);
        if (heading !== undefined && key !== '')
            return heading;
    }
    return undefined;
}
function simplify(heading) {
    return heading
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s\p{Cf}_-]/gu, '');
}
function listHeadings(headings) {
    const named = headings.filter((heading) => heading.trim() !== '');
    const more = named.length > SHOWN_HEADINGS ? ` and ${named.length - SHOWN_HEADINGS} more` : '';
    return named.slice(0, SHOWN_HEADINGS).map(quoteHeading).join(', ') + more;
}
function isLikeData(cell) {
    return cell.includes('@') || (isLikeAccountId(cell) && parseAccountId(cell) !== undefined);
}
function quoteHeading(heading) {
    return JSON.stringify((0,text_escape/* cut */.Jj)(heading, 80));
}

;// CONCATENATED MODULE: ./build/audit/accounts-file.js







/** Empty cells at most, whatever the delimiter. */
const EMPTY = /^(sep=.)?[\s,;"]*$/i;
const HEAD_BYTES = 1024 * 1024;
const FIRST_REJECTED = 5;
/** Of a text no longer than this the rows are kept: they take a few megabytes, and reading them again a part of a second. */
const KEPT_CHARS = 512 * 1024;
const CHANGED = 'changed while it was read: run again';
/**
 * Reads the whole file to check it and to count its accounts. Throws an error that names the input and says what to do
 * for a file that cannot be read, changes, holds no text, no rows, or no column of account IDs, or is no CSV. Without
 * `showCells` it shows no heading, which may be a row. The headings it knows are those of Atlassian's own exports.
 */
async function readAccountsFile(path, idColumn, showCells = true) {
    const at = { input: 'accounts-csv', path };
    const encoding = await readEncoding(at);
    const version = await readVersion(at);
    const head = await (0,consumers_namespaceObject.text)(readText(at, encoding, HEAD_BYTES));
    if (EMPTY.test(head))
        throw createFileError(at, 'is empty: export the accounts again');
    const layout = parseLayout(head, idColumn, showCells);
    const seen = { replaced: false };
    const text = noteReplaced(readText(at, encoding), seen);
    const counts = await countRows(parseRows({ ...at, ...layout }, text), head.length <= KEPT_CHARS);
    if ((await readVersion(at)) !== version)
        throw createFileError(at, CHANGED);
    if (counts.accounts + counts.rejected === 0)
        throw createFileError(at, 'has headings but no rows: export the accounts again');
    return { ...at, version, ...layout, encoding, ...counts, ...seen };
}
/**
 * Yields the rows in the file's order as they are taken; of equal account IDs only the first. Throws when it is no
 * longer the file that was counted.
 */
async function* readAccountsRows(file) {
    yield* file.rows ?? readAgain(file);
    if ((await readVersion(file)) !== file.version)
        throw createFileError(file, CHANGED);
}
async function* readAgain(file) {
    // Where the count found no duplicate there is nothing to remember: it is the same file, or it is an error.
    const isNew = file.duplicates === 0 ? () => true : createNewcomerTest();
    for await (const rows of parseRows(file, readText(file, file.encoding))) {
        for (const row of rows)
            if (row.kind === 'rejected' || isNew(row.account.id))
                yield row;
    }
}
async function countRows(pieces, keepsRows) {
    const isNew = createNewcomerTest();
    const counts = { accounts: 0, duplicates: 0, rejected: 0, firstRejected: [] };
    const kept = keepsRows ? [] : undefined;
    let newest = Number.NEGATIVE_INFINITY;
    for await (const rows of pieces)
        for (const row of rows) {
            const isFirst = row.kind === 'rejected' || isNew(row.account.id);
            if (isFirst)
                kept?.push(row);
            if (row.kind === 'account') {
                counts[isFirst ? 'accounts' : 'duplicates'] += 1;
                newest = Math.max(newest, parseInstant(row.lastActive) ?? newest);
            }
            else if (++counts.rejected <= FIRST_REJECTED)
                counts.firstRejected.push(row.row);
        }
    return { ...counts, rows: kept, newestActivity: Number.isFinite(newest) ? newest : undefined };
}
/** By the IDs themselves: two accounts with one hash would be one account unread. */
function createNewcomerTest() {
    const seen = new Set();
    return (id) => seen.size < seen.add(id).size;
}
/** Yields the rows of the file, those that end in the same piece of text together. */
async function* parseRows(file, text) {
    let parseRow;
    for await (const records of parseRecords(text, file.delimiter, file.input)) {
        if (!parseRow) {
            if (isSeparatorLine(records[0]?.cells))
                records.shift();
            const [first] = records;
            if (!first)
                continue;
            parseRow = createRowParser(file, first.cells);
            if (file.columns.id !== '')
                records.shift();
        }
        yield records.map(parseRow);
    }
}
function createRowParser(file, first) {
    const { columns } = file;
    const find = (heading) => (heading === undefined ? -1 : first.indexOf(heading));
    const id = columns.id === '' ? findListColumn(first) : find(columns.id);
    if (id === -1)
        throw createFileError(file, CHANGED);
    const [name, email, status] = [find(columns.name), find(columns.email), find(columns.status)];
    const lastActive = find(columns.lastActive);
    return ({ cells, line }) => {
        const cell = cells[id] ?? '';
        const person = { name: cells[name]?.trim() ?? '', email: cells[email]?.trim() ?? '' };
        const accountId = parseAccountId(cell);
        if (accountId === undefined)
            return { kind: 'rejected', row: { line, cell: cell.trim(), ...person } };
        const account = { id: accountId, ...person, status: cells[status]?.trim() ?? '' };
        return { kind: 'account', account, lastActive: cells[lastActive] ?? '' };
    };
}
async function* noteReplaced(text, seen) {
    for await (const piece of text) {
        if (piece.includes('\ufffd'))
            seen.replaced = true;
        yield piece;
    }
}

;// CONCATENATED MODULE: ./build/atlassian/retry.js

const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 30_000;
const RATE_HEADERS = ['retry-after', 'x-ratelimit-reset', 'x-ratelimit-limit', 'x-ratelimit-remaining'];
/** 408 and 5xx can heal, 429 is a limit, everything else is the server's last word. */
function classifyStatus(status) {
    if (status === 429)
        return 'limited';
    return status === 408 || (status >= 500 && status <= 599) ? 'healing' : 'final';
}
/**
 * Decides after attempt number `attempt` (the first is 0). A rate limit uses up no retry; `toldMs` is the wait that the
 * server asked for, if it did.
 */
function computeNext(ended, attempt, maxRetries, random, toldMs = 0) {
    if (ended === 'limited')
        return { kind: 'paused' };
    if (ended === 'final' || attempt >= maxRetries)
        return { kind: 'done' };
    return { kind: 'again', waitMs: Math.max(toldMs, computeBackoff(attempt, random)) };
}
/**
 * Capped exponential backoff in milliseconds, with full jitter: `random` from 0 to 1 picks from the whole range.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function computeBackoff(attempt, random) {
    return random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt);
}
/**
 * Reads `Retry-After` (seconds or an HTTP date) or else `X-RateLimit-Reset` (ISO 8601, often without seconds), and
 * `X-RateLimit-Limit` and `X-RateLimit-Remaining`. Times are compared with the answer's own `Date`, so that a wrong
 * clock here does no harm.
 * https://developer.atlassian.com/cloud/admin/rate-limiting/
 */
function parseRateHeaders(headers, now) {
    if (RATE_HEADERS.every((name) => headers[name] === undefined))
        return {};
    const servedAt = parseHttpDate(headers.date);
    const serverNow = servedAt ?? now;
    const told = parseInstant(retry_text(headers['x-ratelimit-reset']));
    // A reset farther away is a mistake, and would hide every true one after it.
    const resetAt = told !== undefined && told - serverNow < DAY_MS ? told : undefined;
    const retryAfter = parseRetryAfter(headers['retry-after'], serverNow);
    const until = retryAfter ?? resetAt ?? serverNow;
    return {
        ...(retryAfter === undefined && until > serverNow ? { isResetOnly: true } : {}),
        ...(until > serverNow ? { waitMs: until - serverNow } : {}),
        ...(until > serverNow && !isDuration(headers['retry-after']) ? { waitUntil: until } : {}),
        ...(servedAt === undefined ? {} : { servedAt }),
        ...(resetAt === undefined ? {} : { resetAt }),
        ...parseCount('limit', headers['x-ratelimit-limit']),
        ...parseCount('remaining', headers['x-ratelimit-remaining']),
    };
}
function parseCount(name, header) {
    return /^\d{1,9}$/.test(retry_text(header)) ? { [name]: Number(retry_text(header)) } : {};
}
/** How long a failure's `Retry-After` asks to wait, in milliseconds. */
function parseToldWait(headers, now) {
    const serverNow = parseHttpDate(headers.date) ?? now;
    return Math.max(0, (parseRetryAfter(headers['retry-after'], serverNow) ?? serverNow) - serverNow);
}
function parseRetryAfter(header, serverNow) {
    if (header === undefined)
        return undefined;
    if (isDuration(header))
        return serverNow + Number(header) * 1000;
    return parseHttpDate(header);
}
function isDuration(header = '') {
    // More digits are none.
    return /^\s*\d{1,9}(\.\d+)?\s*$/.test(header);
}
/** Its three forms; `Date.parse` alone would take far more for a date. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const HTTP_DATE = /^[A-Za-z]{3,9},? [\w -]+ \d\d:\d\d:\d\d (?:GMT|\d{4})$/;
function parseHttpDate(header = '') {
    // The oldest form ends with the year, has no zone and means GMT; `Date.parse` would take it for local time.
    const date = HTTP_DATE.test(header) ? Date.parse(header.replace(/ \d{4}$/, '$& GMT')) : Number.NaN;
    return Number.isNaN(date) ? undefined : date;
}
function retry_text(header) {
    return (Array.isArray(header) ? header[0] : header) ?? '';
}

;// CONCATENATED MODULE: ./build/atlassian/api.js

/** Joins client, pacer and retries: what heals is tried again, a rate limit is waited out by all. */
function createApi({ client, pacer, clock, random, maxRetries, signal }) {
    async function attemptOnce(path, parse, retry) {
        const permit = await pacer.enter(retry);
        const exchange = await exchangeOnce(client, path, parse);
        pacer.leave(permit, computeFeedback(exchange));
        return exchange;
    }
    async function read(path, parse, finalStatuses = []) {
        for (let failures = 0, tries = 0;; tries += 1) {
            const { ended, answer, reply } = await attemptOnce(path, parse, tries > 0);
            if (ended === 'final' || (reply && finalStatuses.includes(reply.status)))
                return answer;
            if (signal.aborted)
                return { kind: 'stopped' };
            const toldMs = reply && ended === 'healing' ? parseToldWait(reply.headers, Date.now()) : 0;
            const next = computeNext(ended, failures, maxRetries, random(), toldMs);
            if (next.kind === 'done')
                return answer;
            if (next.kind === 'again') {
                failures += 1;
                await clock.sleep(next.waitMs, signal);
            }
        }
    }
    return {
        read: (path, parse, finalStatuses) => read(path, parse, finalStatuses).catch((error) => {
            if (signal.aborted)
                return { kind: 'stopped' };
            throw error;
        }),
    };
}
async function exchangeOnce(client, path, parse) {
    let reply;
    try {
        reply = await client.get(path);
        if (reply.status !== 200)
            return { ended: classifyStatus(reply.status), answer: describeRefusal(reply), reply };
        return { ended: 'final', answer: { kind: 'value', value: parse(JSON.parse(reply.body)) }, reply };
    }
    catch (error) {
        return {
            ended: 'healing',
            answer: { kind: 'unread', status: reply?.status, detail: describeError(error) },
            reply,
        };
    }
}
function describeRefusal({ status, body }) {
    return classifyStatus(status) === 'final'
        ? { kind: 'refused', status, body }
        : { kind: 'unread', status, detail: body };
}
function describeError(error) {
    if (error instanceof SyntaxError)
        return `the answer is not JSON: ${error.message}`;
    // Of a host with several addresses each has its reason, and the whole has none.
    if (error instanceof AggregateError)
        return error.errors.map(describeError).join('; ');
    return error instanceof Error ? error.message || error.name : String(error);
}
function computeFeedback({ ended, reply }) {
    const rate = reply ? parseRateHeaders(reply.headers, Date.now()) : {};
    return {
        ...rate,
        ended: ended === 'final' ? 'ok' : ended === 'limited' ? ended : 'fault',
    };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(44708);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __nccwpck_require__(73136);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __nccwpck_require__(44942);
// EXTERNAL MODULE: ./build/action.js
var action = __nccwpck_require__(10612);
;// CONCATENATED MODULE: ./build/http/exchange.js

/** What every request says of who asks. */
const USER_AGENT = `token-audit/${action/* version */.rE} (GitHub Action; read-only)`;
/** No answer of the API comes near it: 1,000 tokens are about half a mebibyte. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/**
 * An exchange rejects when it takes longer than `timeoutMs`, when the body is cut short or larger than the cap, and as
 * soon as the signal is aborted.
 */
function createExchange(timeoutMs, signal) {
    // One listener for all of them: to add and remove one takes longer than all the rest here.
    const inFlight = new Set();
    signal.addEventListener('abort', () => {
        for (const end of inFlight)
            end(new Error('the run stopped'));
    });
    return (send) => new Promise((resolve, reject) => {
        const forget = () => {
            clearTimeout(timer);
            inFlight.delete(end);
        };
        const succeed = (reply) => {
            forget();
            resolve(reply);
        };
        const fail = (reason) => {
            forget();
            reject(reason);
        };
        // A request that still waits for a proxy to connect does not end by being destroyed.
        const end = (reason) => {
            request.destroy(reason);
            fail(reason);
        };
        const timeOut = () => end(new Error(`no whole answer within ${timeoutMs / 1000} s`));
        const request = send((message) => readReply(message, succeed, fail), fail);
        const timer = setTimeout(timeOut, timeoutMs);
        inFlight.add(end);
    });
}
function readReply(message, succeed, fail) {
    const chunks = [];
    let bytes = 0;
    message.on('data', (chunk) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_BODY_BYTES)
            message.destroy(new Error(`an answer larger than ${MAX_BODY_BYTES} bytes`));
    });
    message.on('error', fail);
    message.on('close', () => {
        if (!message.readableEnded)
            fail(new Error('the connection ended before the answer was whole'));
    });
    message.on('end', () => {
        const { statusCode: status = 0, headers } = message;
        succeed({ status, headers, body: Buffer.concat(chunks).toString('utf8') });
    });
}

;// CONCATENATED MODULE: ./build/atlassian/tunnel.js
/**
 * Mends an agent that goes through a proxy; leaves every other as it is. When a connection ended while a request waited,
 * the library made it one that nobody ever got back: where a server ends connections after so many requests, one place
 * after the other was lost, until no request went any more. https://github.com/koichik/node-tunnel
 */
function mendTunnel(agent) {
    const tunnel = agent;
    if (!isTunnel(tunnel))
        return;
    tunnel.removeSocket = (socket) => {
        const place = tunnel.sockets.indexOf(socket);
        if (place === -1)
            return;
        tunnel.sockets.splice(place, 1);
        const waiting = tunnel.requests.shift();
        // What waits holds the options with which it came.
        if (waiting)
            tunnel.addRequest(waiting.request, waiting);
    };
}
function isTunnel(agent) {
    const { requests, sockets } = agent;
    return Array.isArray(requests) && Array.isArray(sockets);
}

;// CONCATENATED MODULE: ./build/atlassian/client.js








/**
 * A GET-only client for Atlassian's admin API. The key goes into each request's own header, to `apiUrl` alone;
 * redirects are not followed. Proxy variables are honoured.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/intro/
 */
function createClient(options) {
    const agents = createAgents(options);
    const requestTo = createRequest(agents, options);
    const exchange = createExchange(options.timeoutMs, options.signal);
    // A gateway may send back what it was sent, the key included.
    const conceal = (0,text_escape/* createConceal */.SN)(options.orgToken);
    return {
        async get(path) {
            if (!isAllowedPath(path))
                throw new Error(`Refused to request ${path}: not a path of this project`);
            const { status, headers, body } = await exchange(requestTo(path));
            return { status, headers, body: conceal(body) };
        },
        close: () => agents.dispose(),
    };
}
function createAgents({ concurrency }) {
    return new lib/* HttpClient */.Qq(USER_AGENT, [], {
        allowRedirects: false,
        keepAlive: true,
        maxSockets: concurrency,
    });
}
/** What is the same in every request is made once. Node follows no redirect; the agent knows the way through a proxy. */
function createRequest(agents, { apiUrl, orgToken }) {
    const transport = apiUrl.protocol === 'https:' ? external_node_https_ : external_node_http_;
    const prefix = apiUrl.pathname.replace(/\/$/, '');
    // A list goes out as it is; from an object Node would make one, checked, for every request.
    const headers = Object.entries({
        host: apiUrl.host,
        accept: 'application/json',
        authorization: `Bearer ${orgToken}`,
        'user-agent': agents.userAgent ?? USER_AGENT,
    }).flat();
    const { hostname, port } = (0,external_node_url_.urlToHttpOptions)(apiUrl);
    const agent = agents.getAgent(apiUrl.href);
    mendTunnel(agent);
    const base = { hostname, port, method: 'GET', agent, headers };
    return (path) => (onMessage, onError) => {
        let isAnswered = false;
        const sent = transport.request({ ...base, path: prefix + path }, (message) => {
            isAnswered = true;
            onMessage(message);
        });
        // Whether an answer that has begun is whole, it tells itself: what is wrong behind its end does not concern it.
        sent.on('error', (error) => {
            if (!isAnswered)
                onError(error);
        });
        sent.end();
        return sent;
    };
}

;// CONCATENATED MODULE: ./build/atlassian/clock.js

/** The machine's monotonic clock. */
const systemClock = {
    now: () => performance.now(),
    sleep: (ms, signal) => (0,external_node_timers_promises_namespaceObject.setTimeout)(ms, undefined, { signal }),
};

;// CONCATENATED MODULE: ./build/atlassian/budget.js
/** Endless until a server tells what remains. */
function createBudget() {
    let left = Number.POSITIVE_INFINITY;
    /** The least that was told until the next reset, and when. */
    let lowest = Number.POSITIVE_INFINITY;
    let lowestAt = 0;
    /** How many the server grants at a time. */
    let grant = Number.POSITIVE_INFINITY;
    let fullAt = 0;
    let lastResetAt = 0;
    let isBucket = false;
    /** Answers overtake each other; but what remains in a bucket rises too, so more than those in flight is believed. */
    function countBucket(remaining, inFlight) {
        return Math.max(remaining - 2 * inFlight, Math.min(left, remaining - inFlight));
    }
    /** Of requests that were in flight together the lowest count is the newest. */
    function countWindow({ now, since, inFlight }, remaining, resetAt) {
        const isSameReset = resetAt === lastResetAt;
        const isNews = !isSameReset || since >= lowestAt;
        if (isNews || remaining < lowest) {
            lowest = remaining;
            lowestAt = now;
        }
        return isSameReset && resetAt > 0 && inFlight > 0
            ? Math.min(left, remaining - inFlight)
            : lowest - inFlight;
    }
    return {
        isEmpty: () => left <= 0,
        take() {
            left -= 1;
        },
        allowOne() {
            left = 1;
        },
        allowAll() {
            left = Number.POSITIVE_INFINITY;
        },
        learn(arrival, { limit, remaining, resetAt = lastResetAt }, { waitMs = 0, refills }) {
            if (limit !== undefined && limit > 0)
                grant = limit;
            // An answer that tells an earlier reset was overtaken and is of the past.
            if (remaining === undefined || resetAt < lastResetAt)
                return;
            left = refills ? countBucket(remaining, arrival.inFlight) : countWindow(arrival, remaining, resetAt);
            fullAt = arrival.now + waitMs;
            lastResetAt = resetAt;
            isBucket = refills;
        },
        renewsAt: (now) => (isBucket ? now + (fullAt - now) / grant : fullAt),
    };
}

;// CONCATENATED MODULE: ./build/atlassian/rate.js
/** Timers come late: a slot missed by less than this is made up for, so that the rate is met and not passed. */
const SLACK_MS = 5;
/** So much later than the target was reached has the pace doubled; it lies around the target for about half of it. */
const DOUBLING_MS = 20_000;
/** No pace is slower, in requests per millisecond: a long pause says little when hardly anything came before it. */
const SLOWEST = 0.5 / 1000;
/** A cycle begins at most at this share of its target. */
const CAUTION = 0.97;
/** The target lies so far up from what was accepted to what was refused. */
const AMBITION = 0.3;
/** So much of what a pause withheld is sent right after it. */
const CATCH_UP = 0.5;
/** A bucket saves what it gains in a pause of this length; a longer one it outlasts, and a window saves nothing at all. */
const SAVED_MS = 1000;
/** A cycle that is refused sooner after it began, for no longer than a bucket may save, is learned from with the next. */
const SHORT_MS = 150;
const UNLIMITED = { start: Number.POSITIVE_INFINITY, target: Number.POSITIVE_INFINITY };
/**
 * Learns in cycles, from the first request accepted after a refusal to the next such one. What a cycle accepted, by its
 * length, is what any limit grants: a bucket's refill, a window's count by its period. Only where requests went too
 * slowly at times was more to be had, at most the pace that was refused. So the next cycle begins at what was accepted,
 * rises fast to a target a little above it, stays around it, and then rises faster and faster, in search of a limit
 * that was raised: the curve of CUBIC, https://www.rfc-editor.org/rfc/rfc9438, as the AWS SDK's adaptive retries use it.
 */
function createRate() {
    const { save } = createSavings();
    let curve = UNLIMITED;
    let cycleBegan;
    let accepted = 0;
    let refusedAt;
    let nextSlot = 0;
    let slack = SLACK_MS;
    let isJoined = false;
    /** `accepted` counts the request that was let through just now, which ended the pause. */
    function learn(now, began, paused) {
        // Refused from the start, as when others have used up the limit: of its size that says nothing.
        if (accepted === 1 && curve === UNLIMITED)
            return;
        const surplus = save(paused);
        // Never twice as fast: of a short cycle nearly all is pause.
        const span = Math.max(1, now - began - surplus, (now - began) / 2);
        curve = computeNextCurve(accepted / span, computePace(curve, now - paused - began));
        slack = Math.max(SLACK_MS, paused);
        // One for the request that was accepted just now, one because the limit was not yet used up to the last bit.
        nextSlot = now - CATCH_UP * (paused - surplus) + 2 / curve.target;
    }
    return {
        opensAt: () => nextSlot,
        pass(now) {
            cycleBegan ??= now;
            if (curve !== UNLIMITED)
                nextSlot = Math.max(nextSlot, now - slack) + 1 / computePace(curve, now - cycleBegan);
        },
        accept(now, since) {
            accepted += 1;
            if (cycleBegan === undefined || refusedAt === undefined || since < refusedAt)
                return;
            const paused = now - refusedAt;
            const isShort = refusedAt - cycleBegan < SHORT_MS && paused <= SAVED_MS;
            isJoined = !isJoined && curve !== UNLIMITED && isShort;
            if (isJoined)
                slack = Math.max(SLACK_MS, paused);
            else {
                learn(now, cycleBegan, paused);
                cycleBegan = now;
                accepted = 0;
            }
            refusedAt = undefined;
        },
        refuse(now, since) {
            if (cycleBegan !== undefined && since >= cycleBegan)
                refusedAt ??= now;
        },
    };
}
/** The pace so long after a cycle began. */
function computePace({ start, target }, elapsed) {
    if (target === Number.POSITIVE_INFINITY)
        return target;
    const rise = Math.cbrt(1 - start / target);
    return target * (1 + (elapsed / DOUBLING_MS - rise) ** 3);
}
/** From the pace at which a cycle was accepted, and the one at which it was refused. */
function computeNextCurve(accepted, refused) {
    const granted = Math.max(SLOWEST, Math.min(accepted, refused));
    const target = granted + AMBITION * (Math.min(Math.max(refused, granted), 2 * granted) - granted);
    return { start: Math.min(granted, CAUTION * target), target };
}
/** What a pause leaves over is for the next cycle to use, and so does not count in its own, beyond what that began with. */
function createSavings() {
    let saved = 0;
    return {
        /** For so long a bucket saved in this pause, beyond what it had saved before. */
        save(paused) {
            const before = saved;
            saved = Math.min(paused, SAVED_MS);
            return Math.max(0, saved - before);
        },
    };
}

;// CONCATENATED MODULE: ./build/atlassian/server-clock.js
const SECOND_MS = 1000;
/** What cutting off one time and rounding up another can differ by. */
const BLUR_MS = 2 * SECOND_MS;
/**
 * An answer's own time is cut off to the second, so a wait that is counted from it may be a second too long. Of many
 * answers the one whose time is farthest ahead of the clock here was cut off least.
 *
 * A window's reset stands still until it is reached, and then moves on by a whole period. One that moves on before, or
 * bit by bit, is a bucket's.
 */
function createServerClock() {
    let ahead = Number.NEGATIVE_INFINITY;
    let lastResetAt = Number.NEGATIVE_INFINITY;
    let refills = false;
    function computeWait(now, { waitMs, waitUntil, servedAt }) {
        if (servedAt !== undefined)
            ahead = Math.max(ahead, servedAt - now);
        if (waitMs === undefined || waitUntil === undefined || servedAt === undefined)
            return waitMs;
        const leftMs = Math.max(waitMs - SECOND_MS, waitUntil - (now + ahead));
        return leftMs > 0 ? leftMs : undefined;
    }
    function watchReset({ resetAt, servedAt = Number.POSITIVE_INFINITY }) {
        if (resetAt === undefined || resetAt <= lastResetAt)
            return;
        refills = resetAt - lastResetAt <= BLUR_MS || servedAt <= lastResetAt - BLUR_MS;
        lastResetAt = resetAt;
    }
    return {
        computeRenewal(now, told) {
            watchReset(told);
            return { waitMs: computeWait(now, told), refills };
        },
    };
}

;// CONCATENATED MODULE: ./build/atlassian/gate.js




/**
 * Holds all requests back while a rate limit says so, and spaces them for `requestsPerSecond` and for the pace that
 * refusals taught. When nothing remains the pause comes before the refusal. After a pause one request goes first; the
 * others follow when it was let through. https://developer.atlassian.com/cloud/admin/rate-limiting/
 */
function createGate({ requestsPerSecond, random }) {
    const spacing = requestsPerSecond ? 1000 / requestsPerSecond : 0;
    const budget = createBudget();
    const rate = createRate();
    const pause = createPause(random, budget.allowOne);
    const { computeRenewal } = createServerClock();
    let nextSlot = 0;
    return {
        opensAt: () => budget.isEmpty() ? Number.POSITIVE_INFINITY : Math.max(pause.endsAt(), nextSlot, rate.opensAt()),
        pass(now) {
            nextSlot = (now - nextSlot < SLACK_MS ? nextSlot : now) + spacing;
            rate.pass(now);
            budget.take();
        },
        refuse(now, since, told) {
            const { waitMs, refills } = computeRenewal(now, told);
            // When a bucket will be full says nothing about when it has something again.
            pause.refuse(now, refills && told.isResetOnly ? undefined : waitMs);
            // Where the server tells what remains, that tells more than its refusals do.
            if (told.remaining !== 0)
                rate.refuse(now, since);
        },
        learn(arrival, told) {
            const { now, inFlight } = arrival;
            budget.learn(arrival, told, computeRenewal(now, told));
            if (budget.isEmpty() && inFlight === 0)
                pause.begin(now, budget.renewsAt(now));
        },
        accept(now, since) {
            rate.accept(now, since);
            if (pause.confirm(since))
                budget.allowAll();
        },
        pausedMs: (now) => Math.max(0, pause.endsAt() - now),
        pauses: pause.count,
    };
}
/** Pauses until a time that is told, or, without one, longer each time. Each calls `onBegin`. */
function createPause(random, onBegin) {
    let endsAt = 0;
    let isConfirmed = true;
    let unexplained = 0;
    let count = 0;
    function until(time, now) {
        if (now >= endsAt)
            count += 1;
        endsAt = Math.max(endsAt, time);
        isConfirmed = false;
        onBegin();
    }
    function begin(now, renewsAt) {
        if (renewsAt > now)
            until(renewsAt, now);
        else {
            until(now + computeBackoff(unexplained, (1 + random()) / 2), now);
            unexplained += 1;
        }
    }
    return {
        begin,
        /** Refusals during a pause, when they bring no word, are one with it. */
        refuse(now, waitMs) {
            if (waitMs !== undefined || now >= endsAt)
                begin(now, now + (waitMs ?? 0));
        },
        /** Whether it is over for good, now that a request that went at `since` was let through, and was not before. */
        confirm(since) {
            if (since < endsAt)
                return false;
            unexplained = 0;
            if (isConfirmed)
                return false;
            isConfirmed = true;
            return true;
        },
        endsAt: () => endsAt,
        count: () => count,
    };
}

;// CONCATENATED MODULE: ./build/atlassian/window.js
/** So many go at once at the start, or the maximum: a limit worth a run grants all of them. */
const FIRST_BURST = 12;
/** So many may be in flight while the burst is being answered. */
const CAREFUL_SIZE = 3;
/** The only limit that people report, in requests a minute. */
const REPORTED_LIMIT = 200;
/** So many may be in flight when it may be met: less than a twentieth of what three such minutes grant. */
const WARY_SIZE = 25;
/**
 * When a limit is first met, what is in flight is refused. So the first burst is small, and while it is being answered
 * only a few more may go: a small limit is met in it and costs a few refusals. Once as many were let through, the window
 * opens: a larger limit grants so much that a full window of refusals is little of it. After the server pushed
 * back, half of the size grows by one a round. https://www.rfc-editor.org/rfc/rfc5681#section-3.1
 */
function createWindow(maximum) {
    const burst = Math.min(FIRST_BURST, maximum);
    let size = burst;
    let answers = 0;
    let isOpen = false;
    let wasPushedBack = false;
    function count() {
        answers += 1;
        if (answers === 1 && !isOpen)
            size = Math.min(CAREFUL_SIZE, size);
    }
    function open() {
        if (wasPushedBack)
            return;
        isOpen = true;
        const isWary = answers >= REPORTED_LIMIT - maximum && answers <= REPORTED_LIMIT;
        size = isWary ? Math.min(maximum, WARY_SIZE) : maximum;
    }
    return {
        size: () => Math.floor(size),
        grow() {
            count();
            if (wasPushedBack)
                size = Math.min(maximum, size + 1 / size);
            else if (answers >= burst)
                open();
        },
        shrink() {
            count();
            wasPushedBack = true;
            size = Math.max(1, size / 2);
        },
        open,
    };
}

;// CONCATENATED MODULE: ./build/atlassian/pacer.js


/** A limit that is met by the first requests is met sooner. */
const PATIENCE_MS = 2000;
/** One pacer serves all requests of a run: a limit is the organization's, not one account's. */
function createPacer(options) {
    const { clock, signal } = options;
    const window = createWindow(options.concurrency);
    const gate = createGate(options);
    const queue = { retries: [], firstTries: [] };
    const dispatch = createDispatch(queue, window, gate, options);
    let lastShrink = Number.NEGATIVE_INFINITY;
    function shrinkOnceARound(permit) {
        if (permit.since < lastShrink)
            return;
        lastShrink = clock.now();
        window.shrink();
    }
    const openAtLast = () => {
        window.open();
        dispatch.run();
    };
    clock.sleep(PATIENCE_MS, signal).then(openAtLast, () => { });
    signal.addEventListener('abort', () => {
        for (const waiter of [...queue.retries.splice(0), ...queue.firstTries.splice(0)])
            waiter.fail(signal.reason);
    });
    return {
        enter(retry) {
            if (signal.aborted)
                return Promise.reject(signal.reason);
            return new Promise((start, fail) => {
                queue[retry ? 'retries' : 'firstTries'].push({ start, fail });
                dispatch.run();
            });
        },
        leave(permit, { ended, ...rate }) {
            dispatch.leave();
            if (ended === 'ok') {
                window.grow();
                gate.accept(clock.now(), permit.since);
            }
            else
                shrinkOnceARound(permit);
            if (ended === 'limited')
                gate.refuse(clock.now(), permit.since, rate);
            const arrival = { now: clock.now(), since: permit.since, inFlight: dispatch.inFlight() };
            // What a refusal says remains is no news; but with nothing else in flight the gate must still be set.
            gate.learn(arrival, ended === 'limited' ? {} : rate);
            dispatch.run();
        },
        state: () => ({
            inFlight: dispatch.inFlight(),
            window: window.size(),
            pausedMs: gate.pausedMs(clock.now()),
            pauses: gate.pauses(),
        }),
    };
}
/** Starts waiters while window and gate let them, and wakes itself when the gate opens later. */
function createDispatch(queue, window, gate, options) {
    const { clock, signal, onPause } = options;
    let inFlight = 0;
    let alarm = Number.POSITIVE_INFINITY;
    function run() {
        const now = clock.now();
        while (queue.retries.length + queue.firstTries.length > 0 && inFlight < window.size()) {
            if (gate.opensAt() > now) {
                if (gate.pausedMs(now) > 0)
                    onPause(gate.pausedMs(now));
                wakeAt(gate.opensAt(), now);
                return;
            }
            gate.pass(now);
            inFlight += 1;
            (queue.retries.shift() ?? queue.firstTries.shift())?.start({ since: now });
        }
    }
    /** With an endless wait there is a request in flight, and its end runs this again. */
    function wakeAt(time, now) {
        if (time === Number.POSITIVE_INFINITY || (alarm <= time && alarm > now))
            return;
        alarm = time;
        const wake = () => {
            if (alarm === time)
                alarm = Number.POSITIVE_INFINITY;
            run();
        };
        clock.sleep(time - now, signal).then(wake, () => { });
    }
    return {
        run,
        leave: () => {
            inFlight -= 1;
        },
        inFlight: () => inFlight,
    };
}

;// CONCATENATED MODULE: ./build/audit/connection.js





/** Joins client, pacer, retries and the run's time. */
function createConnection(options, stop) {
    const deadline = setTimeout(() => stop.stop(TIME_IS_UP), options.maxDurationMs);
    const client = createClient({ ...options, signal: stop.signal });
    const shared = { ...options, client, clock: systemClock, random: Math.random, signal: stop.signal };
    const pacer = createPacer({ ...shared, onPause: createPauseCheck(options.maxDurationMs, stop) });
    return {
        api: createApi({ ...shared, pacer }),
        pace: pacer.state,
        close: () => {
            clearTimeout(deadline);
            client.close();
        },
    };
}
/** A pause that would outlast the run ends it at once: nothing is gained by waiting. */
function createPauseCheck(maxDurationMs, stop) {
    const endsAt = systemClock.now() + maxDurationMs;
    return (pausedMs) => {
        if (systemClock.now() + pausedMs > endsAt)
            stop.stop(PAUSE_TOO_LONG);
    };
}

;// CONCATENATED MODULE: ./build/atlassian/pages.js


/**
 * Why a list was not read to its end, in words that hold nothing foreign. `answer` is the last word on the page that is
 * missing, if it was asked for.
 */
class ListingError extends Error {
    answer;
    pages;
    constructor(message, pages, answer) {
        super(message);
        this.name = 'ListingError';
        this.pages = pages;
        this.answer = answer;
    }
}
/** More than any organization has: 2,000,000 items at 20 a page. */
const MAX_PAGES = 100_000;
/** A list that goes on without items leads nowhere. */
const MAX_EMPTY_PAGES = 20;
/**
 * Reads a list page by page; the next page is on its way while the last one is used. Throws a `ListingError` when a
 * page cannot be had, when the list turns in a circle or leads elsewhere, and when it does not end.
 */
async function* readPages(api, pathOf, apiUrl, finalStatuses = []) {
    const seen = new Set();
    let empty = 0;
    let coming = api.read(pathOf(undefined), (json) => parsePage(json, apiUrl), finalStatuses);
    for (let pages = 0;; pages += 1) {
        const answer = await coming;
        if (answer.kind !== 'value')
            throw new ListingError(describeEnd(answer, pages + 1), pages, answer);
        const { items, next } = answer.value;
        empty = items.length === 0 ? empty + 1 : 0;
        if (next !== undefined) {
            checkProgress(next, seen, pages + 1, empty);
            coming = api.read(pathOf(next), (json) => parsePage(json, apiUrl));
            // The request leaves when the event loop turns; what uses this page would keep it from turning.
            await (0,external_node_timers_promises_namespaceObject.setImmediate)();
        }
        yield items;
        if (next === undefined)
            return;
    }
}
/**
 * Checks one page. `links.next` is a cursor in one API and an address in the other; absent, null and empty it is the
 * end. Throws when it is no page, and when its next page is on another origin.
 */
function parsePage(json, apiUrl) {
    if (!(0,text_json/* isObject */.Gv)(json))
        throw new Error(`expected a page, got ${(0,text_json/* describeShape */.vJ)(json)}`);
    if (!Array.isArray(json.data))
        throw new Error(`expected a page with data, got data that is ${(0,text_json/* describeShape */.vJ)(json.data)}`);
    return { items: json.data, next: parseNext((0,text_json/* isObject */.Gv)(json.links) ? json.links : {}, apiUrl) };
}
function parseNext({ next }, apiUrl) {
    const text = (0,text_json/* toText */.fE)(next);
    if (text === '')
        return undefined;
    if (!/^(https?:)?\/\/|^\/admin\/|^\?/i.test(text))
        return text;
    const url = URL.canParse(text, apiUrl.href) ? new URL(text, apiUrl) : undefined;
    if (url?.origin !== apiUrl.origin)
        throw new Error(`the next page is on another origin (${url?.origin ?? 'no address'})`);
    const cursor = url.searchParams.get('cursor');
    if (!cursor)
        throw new Error('the address of the next page has no cursor');
    return cursor;
}
function checkProgress(next, seen, pages, empty) {
    if (seen.has(next))
        throw new ListingError(`the list turns in a circle after page ${pages}`, pages);
    if (pages >= MAX_PAGES)
        throw new ListingError(`the list does not end after ${pages} pages`, pages);
    if (empty >= MAX_EMPTY_PAGES)
        throw new ListingError(`the list goes on without items after page ${pages}`, pages);
    seen.add(next);
}
function describeEnd(answer, page) {
    if (answer.kind === 'stopped')
        return `page ${page} was not asked for: the run stopped`;
    const status = answer.status === undefined ? '' : ` (${answer.status})`;
    return `page ${page} could not be read${status}`;
}

;// CONCATENATED MODULE: ./build/audit/list-failure.js


/**
 * Says in the report, or to the stop if the key is at fault, what a list that broke off means; without anything read
 * there is nothing to trust. What is no `ListingError` is thrown on.
 */
function explainListing(error, what, { report, stop }, hasRead) {
    if (!(error instanceof ListingError))
        throw error;
    const { answer } = error;
    const refusal = answer?.kind === 'refused' ? describeListRefusal(answer.status) : undefined;
    if (refusal)
        stop.stop({ kind: 'refused', why: 'the key was refused', advice: refusal });
    else if (!hasRead && what === 'tokens' && isFailure(stop))
        report.errors.push(`The list of ${what} could not be read: ${error.message}.`);
    else
        report.gaps.push(`The list of ${what} was not read to its end: ${error.message}.`);
    const httpStatus = answer && 'status' in answer ? answer.status : undefined;
    return { httpStatus, detail: `${error.message}${describeSaid(answer)}` };
}
/** Whoever cancelled knows why nothing is there, and a refused key is told of already; time that ran out explains nothing. */
function isFailure(stop) {
    const kind = stop.reason()?.kind;
    return kind === undefined || kind === 'time';
}
function describeSaid(answer) {
    if (answer?.kind === 'refused')
        return `: ${describeBody(answer.body)}`;
    return answer?.kind === 'unread' ? `: ${describeBody(answer.detail)}` : '';
}

;// CONCATENATED MODULE: ./build/audit/organization-accounts.js
/** The entry of an account, made if need be. Of name and mail the first word stays, of the status the last. */
function noteAccount(book, told) {
    const { id, name, email, status = '' } = told;
    const entry = book.get(id);
    if (entry) {
        entry.account = learn(entry.account, told);
        return entry;
    }
    const made = { account: { id, name, email, status }, inFile: false, managed: false, tokens: 0 };
    // Nobody knows whether two that have no ID are one.
    if (id !== '')
        book.set(id, made);
    return made;
}
/** Another account where there is news: the same may stand in records, which were concealed and redacted as it was. */
function learn(account, { name, email, status = '' }) {
    const isNews = (!account.name && name) || (!account.email && email) || (status && status !== account.status);
    if (!isNews)
        return account;
    return {
        ...account,
        name: account.name || name,
        email: account.email || email,
        status: status || account.status,
    };
}

;// CONCATENATED MODULE: ./build/audit/managed-accounts.js




/**
 * Notes every managed account of the organization in the book, with its status, and how many there are. A key that
 * may not list them is no error. Throws a `ListingError` when a page stays missing.
 * https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
 */
async function listManagedAccounts({ api, orgId, apiUrl }, book, report) {
    const pathOf = (cursor) => computeManagedAccountsPath(orgId, { cursor });
    try {
        let unnamed = 0;
        for await (const items of readPages(api, pathOf, apiUrl))
            for (const item of items)
                if (!noteManaged(book, item))
                    unnamed += 1;
        if (unnamed > 0)
            report.gaps.push(`Managed accounts that are listed without an account ID: ${unnamed}.`);
        return 'verified';
    }
    catch (error) {
        if (isForbidden(error))
            return 'forbidden';
        throw error;
    }
}
function noteManaged(book, item) {
    const { account_id: accountId, account_status: status, name, email } = (0,text_json/* isObject */.Gv)(item) ? item : {};
    const id = (0,text_json/* toText */.fE)(accountId);
    if (id === '')
        return false;
    const told = { id, name: (0,text_json/* toText */.fE)(name), email: (0,text_json/* toText */.fE)(email), status: (0,text_json/* toText */.fE)(status) };
    noteAccount(book, told).managed = true;
    return true;
}
/** Nothing else than the list's first page tells what the key may do. */
function isForbidden(error) {
    if (!(error instanceof ListingError) || error.pages > 0)
        return false;
    return error.answer?.kind === 'refused' && [403, 404].includes(error.answer.status);
}

;// CONCATENATED MODULE: ./build/audit/organization-notices.js


const NO_MANAGED = 'The organization lists no managed account at all: has it claimed its domain (admin.atlassian.com → Settings → Domains), and is org-id the right one?';
const NOTHING_FOUND = 'No token was found, and nothing tells of any account: is org-id the right one? With the scope read:accounts:admin as well, the key would also list the managed accounts.';
const NOT_VERIFIED = 'Whether the accounts of the file are managed was not verified: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const MORE_WITH_SCOPE = 'Accounts without tokens and the status of accounts are not known: with the scope read:accounts:admin as well, the key could list the managed accounts.';
const SMALLER_KEY = 'The key in org-token was made without scopes and can do far more than this audit needs: a key with the scope read:tokens:admin (and read:accounts:admin) would do.';
/** Says what knowing the managed accounts, or not knowing them, means for the audit. */
function tellOfManagement(report, book, hasFile, management) {
    const entries = [...book.values()];
    const hasTokens = entries.some(({ tokens }) => tokens > 0);
    if (management === 'verified') {
        if (!entries.some(({ managed }) => managed))
            report[hasTokens ? 'warnings' : 'errors'].push(NO_MANAGED);
    }
    else if (hasFile)
        report.notices.push(NOT_VERIFIED);
    else if (hasTokens)
        report.notices.push(MORE_WITH_SCOPE);
    else
        report.warnings.push(NOTHING_FOUND);
}
/** Says so when the key can do more than it needs: only one without scopes may read single accounts. */
async function tellOfLargeKey(report, book, { api }, management) {
    const [someone] = book.keys();
    // A key that may not list the accounts has scopes.
    if (management !== 'verified' || !someone)
        return;
    const answer = await api.read(computeAccountTokensPath(someone), text_json/* toText */.fE, [500, 502, 503, 504]);
    if (answer.kind === 'value')
        report.notices.push(SMALLER_KEY);
}

;// CONCATENATED MODULE: ./build/audit/organization-outcomes.js


/** One outcome for every row of the file, in its order, and then for the accounts beyond it. */
async function* computeOutcomes(found) {
    const { book, file } = found;
    for await (const row of file ? readAccountsRows(file) : []) {
        const entry = row.kind === 'account' ? book.get(row.account.id) : undefined;
        if (row.kind === 'rejected')
            yield [rejectRow(row.row)];
        else if (entry)
            yield [computeOutcome(entry, found)];
    }
    for (const entry of book.values())
        if (isBeyondFile(entry, file))
            yield [computeOutcome(entry, found)];
}
/** With a file, of the accounts that it lacks only owners count: the file says who is to be audited. */
function isBeyondFile({ account, inFile, tokens }, file) {
    return account.id !== '' && !inFile && (file === undefined || tokens > 0);
}
function computeOutcome(entry, found) {
    const { broken, stopped } = found;
    const { account, tokens } = entry;
    const kind = 'outcome';
    if (broken && stopped)
        return { kind, account, status: 'skipped', tokens, httpStatus: undefined, detail: stopped };
    if (broken)
        return { kind, account, status: 'failed', tokens, ...broken };
    return { kind, account, tokens, httpStatus: undefined, ...computeStatus(entry, found) };
}
function computeStatus({ inFile, managed, tokens }, { file, management }) {
    if (file && !inFile)
        return { status: 'unlisted', detail: 'holds tokens and is not in the accounts file' };
    if (tokens > 0 || managed || management !== 'verified')
        return { status: 'checked', detail: '' };
    return { status: 'not-managed', detail: "not among the organization's managed accounts" };
}

;// CONCATENATED MODULE: ./build/audit/organization-tokens.js




/** How many tokens a page holds at most: the documented maximum. */
const PAGE_SIZE = 1000;
/** What an unknown or expired cursor is answered with. */
const CURSOR_REFUSALS = [400, 404, 410];
/**
 * Yields the pages of the organization's list of tokens; an item that is no object is `undefined`. A cursor that
 * expired restarts the list, once, and what was listed comes again. Throws a `ListingError` when a page stays missing.
 * https://developer.atlassian.com/cloud/admin/api-access/rest/api-group-api-token/
 */
async function* listTokens(organization, restarted = false) {
    try {
        for await (const items of readTokenPages(organization))
            yield items.map((item) => ((0,text_json/* isObject */.Gv)(item) ? parseOwnedToken(item) : undefined));
    }
    catch (error) {
        if (restarted || !isExpiredCursor(error))
            throw error;
        yield* listTokens(organization, true);
    }
}
/** Asks for large pages, and, where the server refuses the size, for its own. */
async function* readTokenPages({ api, orgId, apiUrl }) {
    const pathOf = (pageSize) => (cursor) => computeOrganizationTokensPath(orgId, { pageSize, cursor });
    try {
        yield* readPages(api, pathOf(PAGE_SIZE), apiUrl, [500]);
    }
    catch (error) {
        if (!isRefusedSize(error))
            throw error;
        yield* readPages(api, pathOf(), apiUrl);
    }
}
function isExpiredCursor(error) {
    if (!(error instanceof ListingError) || error.pages === 0)
        return false;
    return error.answer?.kind === 'refused' && CURSOR_REFUSALS.includes(error.answer.status);
}
function isRefusedSize(error) {
    if (!(error instanceof ListingError) || error.pages > 0)
        return false;
    const { answer } = error;
    return ((answer?.kind === 'refused' && answer.status === 400) ||
        (answer?.kind === 'unread' && answer.status === 500));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(77598);
;// CONCATENATED MODULE: ./build/audit/fingerprints.js

/** Two 32-bit words of a 128-bit fingerprint say where it is looked for first, four are compared. */
const WORDS = 4;
const FIRST_CAPACITY = 1024;
/**
 * Keeps 128 bits of each text's SHA-256 in one typed array, which no garbage collection walks through. That two
 * different texts of a million share them is less likely, by far, than that the machine miscounts.
 */
function createFingerprints() {
    let slots = new Uint32Array(FIRST_CAPACITY * WORDS);
    let size = 0;
    function add(words) {
        const place = findPlace(slots, words);
        if (slots[place * WORDS] !== 0)
            return false;
        slots.set(words, place * WORDS);
        size += 1;
        return true;
    }
    function grow() {
        const old = slots;
        slots = new Uint32Array(old.length * 2);
        size = 0;
        for (let at = 0; at < old.length; at += WORDS)
            if (old[at] !== 0)
                add(old.subarray(at, at + WORDS));
    }
    return {
        add(text) {
            if (size * WORDS * 2 >= slots.length)
                grow();
            return add(computeWords(text));
        },
        size: () => size,
    };
}
/** Linear probing: the fingerprint's own place, or the first free one after it. A first word of 0 is free. */
function findPlace(slots, words) {
    const capacity = slots.length / WORDS;
    let place = (words[1] ?? 0) % capacity;
    while (slots[place * WORDS] !== 0 && !isAt(slots, place * WORDS, words))
        place = (place + 1) % capacity;
    return place;
}
function isAt(slots, at, words) {
    return words.every((word, index) => slots[at + index] === word);
}
function computeWords(text) {
    const bytes = (0,external_node_crypto_.hash)('sha256', text, 'buffer');
    const words = Uint32Array.from({ length: WORDS }, (_, index) => bytes.readUInt32LE(index * 4));
    words[0] ||= 1;
    return words;
}

;// CONCATENATED MODULE: ./build/audit/seen-tokens.js

/** A ledger with nothing in it. A token without an ID is told apart by all that it holds. */
function createLedger() {
    const listed = createFingerprints();
    const oddities = { noTokens: 0, withoutId: 0, withoutOwner: 0 };
    let again;
    return {
        note({ token, owner }) {
            const key = JSON.stringify([owner.id, token.id === '' ? token : token.id]);
            again?.add(key);
            if (!listed.add(key))
                return false;
            if (token.id === '')
                oddities.withoutId += 1;
            if (owner.id === '')
                oddities.withoutOwner += 1;
            return true;
        },
        noteNoToken: () => {
            oddities.noTokens += 1;
        },
        startReading: () => {
            again = createFingerprints();
        },
        seen: () => (again ?? listed).size(),
        listed: () => listed.size(),
        tell: ({ gaps }) => {
            if (oddities.noTokens > 0)
                gaps.push(`Items of the list that are no tokens: ${oddities.noTokens}.`);
            if (oddities.withoutId > 0)
                gaps.push(`Listed tokens without an ID: ${oddities.withoutId}.`);
            if (oddities.withoutOwner > 0)
                gaps.push(`Listed tokens that name no owner: ${oddities.withoutOwner}.`);
        },
    };
}

;// CONCATENATED MODULE: ./build/audit/organization-reading.js






/**
 * Yields every token once and proves that they are all: the organization's own count is asked before and after. A
 * list that is short of both, or from which tokens vanished while it was read, so that others may have been passed
 * over, is read once more. Returns how the list broke off, if it did.
 */
async function* readAllTokens(organization, book, ends) {
    const ledger = createLedger();
    try {
        const before = await readCount(organization);
        let reading = yield* readOnce(organization, book, ledger, before);
        if (isDoubtful(reading)) {
            ledger.startReading();
            reading = yield* readOnce(organization, book, ledger, reading.after);
            if (isDoubtful(reading))
                ends.report.gaps.push(describeDoubt(reading));
        }
        tellOfCount(ends.report, reading);
        return undefined;
    }
    catch (error) {
        return explainListing(error, 'tokens', ends, ledger.listed() > 0);
    }
    finally {
        ledger.tell(ends.report);
    }
}
async function* readOnce(organization, book, ledger, before) {
    for await (const page of listTokens(organization)) {
        yield page.flatMap((found) => {
            if (!found)
                ledger.noteNoToken();
            if (!found || !ledger.note(found))
                return [];
            const entry = noteAccount(book, found.owner);
            entry.tokens += 1;
            return [{ kind: 'token', account: entry.account, token: found.token }];
        });
    }
    return { listed: ledger.seen(), before, after: await readCount(organization) };
}
/** The number that the organization gives, or `undefined` where it gives none. */
async function readCount({ api, orgId }) {
    const answer = await api.read(computeTokenCountPath(orgId), organization_reading_parseCount, [403, 404, 500]);
    return answer.kind === 'value' ? answer.value : undefined;
}
function organization_reading_parseCount(json) {
    if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0)
        return json;
    throw new Error(`expected a count, got ${(0,text_json/* describeShape */.vJ)(json)}`);
}
function isDoubtful({ listed, before, after }) {
    const smaller = Math.min(before ?? Number.POSITIVE_INFINITY, after ?? Number.POSITIVE_INFINITY);
    const hasShrunk = before !== undefined && after !== undefined && after < before;
    return hasShrunk || (Number.isFinite(smaller) && listed < smaller);
}
function describeDoubt({ listed, before, after }) {
    return `The list shows ${listed} tokens, read twice, but the organization counts ${before ?? 'an unknown number'} before and ${after ?? 'an unknown number'} after.`;
}
function tellOfCount({ notices }, { listed, before, after }) {
    if (before === undefined || after === undefined)
        notices.push('The organization did not tell how many tokens there are: only the end of the list proves that it is whole.');
    const larger = Math.max(before ?? 0, after ?? 0);
    if (larger > 0 && listed > larger)
        notices.push(`The list shows ${listed} tokens, more than the ${larger} that the organization counts.`);
}

;// CONCATENATED MODULE: ./build/audit/organization.js







/**
 * Yields every token of the organization in the list's order, and then what became of every account. Whatever is
 * missing is said in the report; after a list that broke off no account counts as read.
 */
async function* auditOrganization(audit) {
    const { organization, file, report, stop } = audit;
    const book = new Map();
    if (file)
        await noteFile(book, file);
    const management = await verifyManagement(audit, book);
    const broken = yield* readAllTokens(organization, book, audit);
    if (!broken) {
        tellOfManagement(report, book, file !== undefined, management);
        await tellOfLargeKey(report, book, organization, management);
    }
    yield* computeOutcomes({ book, file, management, broken, stopped: stop.reason()?.why });
}
async function noteFile(book, file) {
    for await (const row of readAccountsRows(file)) {
        if (row.kind === 'rejected')
            continue;
        noteAccount(book, row.account).inFile = true;
    }
}
async function verifyManagement(audit, book) {
    try {
        return await listManagedAccounts(audit.organization, book, audit.report);
    }
    catch (error) {
        explainListing(error, 'managed accounts', audit, false);
        return 'unknown';
    }
}

;// CONCATENATED MODULE: ./build/audit/target.js





/** Reads the accounts file, if there is one. Throws at a file that cannot be used. */
async function readSubject(choice, idColumn, showCells) {
    if (choice.kind === 'accounts')
        return { kind: 'accounts', file: await readAccountsFile(choice.accountsCsv, idColumn, showCells) };
    const { orgId, accountsCsv } = choice;
    const file = accountsCsv === undefined ? undefined : await readAccountsFile(accountsCsv, idColumn, showCells);
    return { kind: 'organization', orgId, file };
}
/** How many rows of the accounts file must each end as an outcome. */
function countRowsOf({ file }) {
    return file ? file.accounts + file.rejected : 0;
}
/** The source of a subject's records. The first request goes when the first record is asked for. */
function createSource(subject, options, stop, report) {
    const { api, ...connection } = createConnection(options, stop);
    if (subject.kind === 'accounts') {
        const records = auditAccounts(readAccountsRows(subject.file), createLook(api, stop));
        return { records, ...connection };
    }
    const organization = { api, orgId: subject.orgId, apiUrl: options.apiUrl };
    const records = auditOrganization({ organization, file: subject.file, report, stop });
    return { records, ...connection };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(76760);
;// CONCATENATED MODULE: ./build/actions/artifact-download.js





const MOST_REPORT_BYTES = 64 * 1024 * 1024;
/**
 * Downloads an earlier run's files and gives their folder, or why they cannot be compared with; then nothing of them
 * stays. Throws the signal's reason once that is aborted; what came until then stays, since the client cannot be stopped.
 */
async function downloadFiles(request) {
    await (0,promises_.mkdir)(request.folder, { recursive: true });
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(request.folder, 'baseline-'));
    const why = await tryDownload(request, folder);
    if (why === undefined)
        return { folder };
    await (0,promises_.rm)(folder, { recursive: true, force: true });
    return { why };
}
async function tryDownload(request, folder) {
    try {
        if (await downloadOnce(request, folder))
            return 'whose artifact is not what was uploaded';
    }
    catch (error) {
        request.signal.throwIfAborted();
        const message = (0,text_escape/* createConceal */.SN)(request.githubToken)((0,errors/* describeCauses */.wh)(error));
        return `whose artifact could not be downloaded (${(0,text_escape/* cut */.Jj)(message, 200)})`;
    }
    return findFlaw((0,external_node_path_.join)(folder, 'report.json'));
}
/**
 * Whether the digest differs from the one that was uploaded. The client asks GITHUB_API_URL with the token, and the
 * address that it is sent to without. It takes `..` out of the archive's names.
 */
async function downloadOnce(request, folder) {
    const { run, artifact, context, githubToken, signal } = request;
    const [repositoryOwner = '', repositoryName = ''] = context.repository.split('/');
    hideDeprecations();
    const { DefaultArtifactClient } = await __nccwpck_require__.e(/* import() */ 584).then(__nccwpck_require__.bind(__nccwpck_require__, 20584));
    signal.throwIfAborted();
    const download = new DefaultArtifactClient().downloadArtifact(artifact.id, {
        path: folder,
        ...(artifact.digest === undefined ? {} : { expectedHash: artifact.digest }),
        findBy: { token: githubToken, workflowRunId: run.id, repositoryOwner, repositoryName },
    });
    const { digestMismatch } = await Promise.race([download, rejectWhenAborted(signal)]);
    return digestMismatch === true;
}
/** What unpacks the archive uses `new Buffer()`, and each log would say so. https://github.com/actions/toolkit/issues/2003 */
function hideDeprecations() {
    process.noDeprecation = true;
}
function rejectWhenAborted(signal) {
    return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
    });
}
/** Why the audit that wrote this report.json is no baseline, if it is none: it must have ended within its own tolerance. */
async function findFlaw(path) {
    const report = await readJson(path);
    if (!(0,text_json/* isObject */.Gv)(report) || !(0,text_json/* isObject */.Gv)(report.verdict))
        return 'without a report.json that can be read';
    const { result } = report.verdict;
    return result === 'clean' || result === 'findings' ? undefined : 'whose audit was not complete';
}
async function readJson(path) {
    try {
        const { size } = await (0,promises_.stat)(path);
        return size > MOST_REPORT_BYTES ? undefined : (0,text_json/* tryParse */.x6)(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        // A file that is not there says the same as one that holds something else: not a report.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/github-api.js





const TRIES = 3;
const PERMISSIONS = 'give the workflow or its job "permissions:" with "actions: read" and "contents: read" (naming one permission takes away those not named)';
/**
 * A GET-only client for GitHub's REST API. The token goes into each request's own header, to `apiUrl` alone;
 * redirects are not followed. Proxy variables are honoured.
 * https://docs.github.com/en/rest/actions/workflow-runs
 */
function createGitHubApi(options) {
    const conceal = (0,text_escape/* createConceal */.SN)(options.githubToken);
    return {
        async get(path) {
            const reply = await getReply(path, options);
            // A proxy may send back what it was sent, the token included.
            return parseReply({ ...reply, body: conceal(reply.body) }, options.apiUrl);
        },
    };
}
/** Tries again what can heal: a server's error, and an answer that did not come whole. */
async function getReply(path, options) {
    const { retryMs, signal } = options;
    for (let tries = 1;; tries += 1) {
        signal.throwIfAborted();
        const isLast = () => tries === TRIES || signal.aborted;
        const reply = await sendOnce(path, options).catch((error) => {
            if (isLast())
                throw error;
        });
        if (reply && (reply.status < 500 || isLast()))
            return reply;
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(retryMs * tries, undefined, { signal });
    }
}
/** On a connection of its own, which ends with it: one that stalled must not hold up the next. */
async function sendOnce(path, options) {
    const { apiUrl, githubToken, timeoutMs, signal } = options;
    const http = new lib/* HttpClient */.Qq(USER_AGENT, [], { allowRedirects: false, maxSockets: 1 });
    const headers = {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${githubToken}`,
        'x-github-api-version': '2022-11-28',
    };
    const address = apiUrl.replace(/\/$/, '') + path;
    const exchange = createExchange(timeoutMs, signal);
    const reply = exchange((onMessage, onError) => {
        http.get(address, headers).then(({ message }) => onMessage(message), onError);
        return { destroy: () => http.dispose() };
    });
    return reply.finally(() => http.dispose());
}
function parseReply(reply, apiUrl) {
    const value = (0,text_json/* tryParse */.x6)(reply.body);
    const body = (0,text_json/* isObject */.Gv)(value) ? value : undefined;
    if (reply.status !== 200)
        throw new Error(renderRefusal(reply, body));
    if (body)
        return body;
    throw new Error(`${apiUrl} answered with something else than a JSON object: is a proxy in between?`);
}
/** What a refusal means and what to do. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
function renderRefusal({ status, headers }, body) {
    const said = typeof body?.message === 'string' ? `${status}: ${(0,text_escape/* cut */.Jj)(body.message, 200)}` : `${status}`;
    const isLimited = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
    if (status === 429 || (status === 403 && isLimited))
        return `GitHub's rate limit for this github-token is used up (${said}): run it again in an hour`;
    if (status === 401)
        return `GitHub does not take this github-token (${said}): leave the input out, or give a token that is valid`;
    if (status === 403 || status === 404)
        return `this github-token may not read the runs of the workflow (${said}): ${PERMISSIONS}`;
    return `GitHub did not list the earlier runs (${said}): run it again`;
}

;// CONCATENATED MODULE: ./build/actions/run-list.js

/** How many runs are looked at. */
const MOST_RUNS = 20;
const RUNS_PER_PAGE = 50;
/** Runs that do not count, of pull requests say, must not hide those that do. */
const MOST_PAGES = 4;
/** Packed; what takes longer to come than a baseline is worth. */
const MOST_BYTES = 1024 ** 3;
/**
 * Runs of this workflow on this branch that are over, red or green, newest first, at most 20. Only those of this
 * repository itself and never of a pull request: the branch filter also matches a fork's branch of the same name.
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow
 */
async function readEarlierRuns(api, context) {
    const { repository, workflowFile, branch } = context;
    const base = `/repos/${repository}/actions/workflows/${encodeURIComponent(workflowFile)}/runs`;
    const found = [];
    for (let page = 1; page <= MOST_PAGES && found.length < MOST_RUNS; page += 1) {
        const query = `branch=${encodeURIComponent(branch)}&per_page=${RUNS_PER_PAGE}&page=${page}`;
        const runs = parseList(await api.get(`${base}?${query}`), 'workflow_runs');
        found.push(...runs.flatMap(parseDated).filter((run) => isTrusted(run, context)));
        if (runs.length < RUNS_PER_PAGE)
            break;
    }
    return found
        .sort(byNewest)
        .slice(0, MOST_RUNS)
        .map(({ id, value }) => ({ id, url: (0,text_json/* toText */.fE)(value.html_url) }));
}
/**
 * The newest artifact of that name in a run, or why there is none to download.
 * https://docs.github.com/en/rest/actions/artifacts#list-workflow-run-artifacts
 */
async function readNewestArtifact(api, { repository }, run, name) {
    const query = `name=${encodeURIComponent(name)}&per_page=100`;
    const answer = await api.get(`/repos/${repository}/actions/runs/${run.id}/artifacts?${query}`);
    const named = parseList(answer, 'artifacts').filter((artifact) => artifact.name === name);
    // What does not say that it is there still is not asked for.
    const [newest] = named
        .filter(({ expired }) => expired === false)
        .flatMap(parseDated)
        .sort(byNewest);
    if (!newest)
        return { why: named.length > 0 ? 'whose artifact has expired' : `without an artifact "${name}"` };
    const { size_in_bytes: size, digest } = newest.value;
    if (typeof size === 'number' && size > MOST_BYTES)
        return { why: 'whose artifact is larger than 1 GiB' };
    return { id: newest.id, digest: typeof digest === 'string' && digest !== '' ? digest : undefined };
}
function isTrusted({ id, value: run }, { runId, branch, repository }) {
    const head = (0,text_json/* isObject */.Gv)(run.head_repository) ? run.head_repository.full_name : undefined;
    return (run.status === 'completed' &&
        String(id) !== runId &&
        run.head_branch === branch &&
        // Also `pull_request_target` and the reviews of one: a fork can start them.
        typeof run.event === 'string' &&
        !run.event.startsWith('pull_request') &&
        typeof head === 'string' &&
        head.toLowerCase() === repository.toLowerCase());
}
/** IDs are not ordered: only the time of creation tells which is newer. */
function parseDated(value) {
    const { id, created_at: createdAt } = value;
    const time = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0 || Number.isNaN(time))
        return [];
    return [{ id, createdAt: time, value }];
}
function byNewest(a, b) {
    return b.createdAt - a.createdAt;
}
function parseList(answer, name) {
    const list = answer[name];
    if (!Array.isArray(list))
        throw new Error(`GitHub's answer has no list "${name}": run it again`);
    return list.filter(text_json/* isObject */.Gv);
}

;// CONCATENATED MODULE: ./build/actions/previous-runs.js







/** The artifact client takes 35 s until it tries a download again that stalled. */
const TIMES = { totalMs: 120_000, requestMs: 10_000, retryMs: 1_000 };
/**
 * Finds the newest earlier run of this workflow and branch whose audit was complete, or within its own tolerance, and
 * downloads its files. Reads only, one request at a time, at most 20 runs and two minutes. Never rejects.
 */
async function findBaseline(search) {
    const { totalMs } = { ...TIMES, ...search.times };
    const limit = createLimit(search.cancel, totalMs);
    try {
        const obstacle = previous_runs_findObstacle(search);
        return obstacle ? { kind: 'none', why: obstacle } : await searchRuns(search, limit.signal);
    }
    catch (error) {
        const cause = limit.signal.aborted ? limit.signal.reason : error;
        const why = (0,text_escape/* createConceal */.SN)(search.githubToken)((0,errors/* describeCauses */.wh)(cause));
        return { kind: 'none', why: `The earlier runs could not be looked up: ${why}.` };
    }
    finally {
        limit.clear();
    }
}
async function searchRuns(search, signal) {
    const { context, githubToken } = search;
    const { requestMs: timeoutMs, retryMs } = { ...TIMES, ...search.times };
    const api = createGitHubApi({ apiUrl: context.apiUrl, githubToken, timeoutMs, retryMs, signal });
    const unusable = [];
    for (const run of await readEarlierRuns(api, context)) {
        const files = await readFilesOf(run, search, api, signal);
        if ('folder' in files)
            return { kind: 'found', folder: files.folder, run: run.url };
        unusable.push(files.why);
    }
    return { kind: 'none', why: renderNone(context, unusable) };
}
async function readFilesOf(run, search, api, signal) {
    const artifact = await readNewestArtifact(api, search.context, run, search.artifactName);
    if ('why' in artifact)
        return artifact;
    const { context, githubToken, folder } = search;
    return downloadFiles({ run, artifact, context, githubToken, folder, signal });
}
/** Why there is nothing to ask, if so, and what to do instead. */
function previous_runs_findObstacle({ context, githubToken }) {
    const { onGitHub, repository, workflowFile, branch } = context;
    if (!onGitHub)
        return 'Earlier runs are found on GitHub only: give baseline the folder of an earlier run.';
    if (isEnterpriseServer())
        return 'GitHub Enterprise Server hands no artifacts to this action: fetch the files of an earlier run with a step of your own, and give baseline their folder.';
    if (githubToken === '')
        return 'There is no github-token to look up earlier runs with: leave the input out, and the token of the run is used.';
    if (branch === '')
        return 'A run for a pull request has no earlier run on its branch: run the workflow on a branch.';
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || workflowFile === '')
        return 'This run does not name a workflow file of this repository, so its earlier runs are not known: give baseline the folder of an earlier run.';
    return undefined;
}
/** Says how many runs were looked at, and what was wrong with how many of them. */
function renderNone({ workflowFile, branch }, unusable) {
    const where = `of ${workflowFile} on ${branch}`;
    const next = 'The next run can compare with this one, if its files are uploaded.';
    if (unusable.length === 0)
        return `There is no earlier run ${where}. ${next}`;
    const counts = new Map();
    for (const why of unusable)
        counts.set(why, (counts.get(why) ?? 0) + 1);
    const reasons = [...counts].map(([why, count]) => `${count} ${why}`).join(', ');
    return `None of the newest earlier runs ${where} (${unusable.length} looked at) can be compared with: ${reasons}. ${next}`;
}
/** A signal that is aborted, with the reason, when the time is up or the run is cancelled. */
function createLimit(cancel, totalMs) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error(`it took longer than ${totalMs / 1000} s: run it again`)), totalMs);
    onCancel(cancel, () => limit.abort(new Error('the run was cancelled')));
    return { signal: limit.signal, clear: () => clearTimeout(timer) };
}

;// CONCATENATED MODULE: ./build/baseline/checked-file.js



/** The path and size of a file in an earlier run's folder. Throws when there is none to read. */
async function checked_file_checkFile(folder, name) {
    const path = (0,external_node_path_.join)(folder, name);
    const stats = await (0,promises_.stat)(path).catch((cause) => {
        throw checked_file_createReadError(name, cause);
    });
    if (!stats.isFile())
        throw new Error(`${name} is no file`);
    return { path, size: stats.size };
}
/** An error that says why a file could not be read. */
function checked_file_createReadError(name, cause) {
    const code = (0,errors/* findErrorCode */.Ze)(cause);
    const found = ['ENOENT', 'ENOTDIR'].includes(code) ? 'does not exist' : `cannot be read (${code})`;
    return new Error(`${name} ${found}`, { cause });
}

;// CONCATENATED MODULE: ./build/baseline/baseline-report.js




const NAME = 'report.json';
/** The one that src/report/report-json.ts writes. */
const SCHEMA_VERSION = 1;
const MAX_BYTES = 64 * 1024 * 1024;
/** Reads report.json of a folder. Throws when it is none that can be compared with, naming the field, never a value. */
async function readReport(folder) {
    const { path, size } = await checked_file_checkFile(folder, NAME);
    if (size > MAX_BYTES)
        throw new Error(`${NAME} is larger than ${MAX_BYTES / 1024 / 1024} MiB`);
    const text = await (0,promises_.readFile)(path, 'utf8').catch((cause) => {
        throw checked_file_createReadError(NAME, cause);
    });
    return parseReport(parseJson(text));
}
function parseJson(text) {
    const report = (0,text_json/* tryParse */.x6)(text);
    if (!(0,text_json/* isObject */.Gv)(report))
        throw new Error(`${NAME} is no JSON object`);
    return report;
}
function parseReport(report) {
    checkSchema(report.schemaVersion);
    const verdict = takeObject(report.verdict, 'verdict');
    const counts = takeObject(report.counts, 'counts');
    const startedAt = takeText(report.startedAt, 'startedAt');
    if (parseInstant(startedAt) === undefined)
        throw createFieldError('startedAt');
    const { 'org-id': orgId, redact } = takeObject(report.settings, 'settings');
    return {
        url: takeText(takeObject(report.run, 'run').url, 'run.url'),
        startedAt,
        source: takeText(report.source, 'source'),
        orgId: typeof orgId === 'string' ? orgId : '',
        redacted: typeof redact === 'string' && /^true$/i.test(redact),
        result: takeText(verdict.result, 'verdict.result'),
        complete: verdict.complete === true,
        accounts: takeCount(takeObject(counts.accounts, 'counts.accounts').total, 'counts.accounts.total'),
        tokens: takeCount(takeObject(counts.tokens, 'counts.tokens').total, 'counts.tokens.total'),
    };
}
function checkSchema(version) {
    if (version === SCHEMA_VERSION)
        return;
    const isNewer = typeof version === 'number' && version > SCHEMA_VERSION;
    throw new Error(`${NAME} is of ${isNewer ? 'a newer' : 'too old a'} version`);
}
function takeObject(value, field) {
    if (!(0,text_json/* isObject */.Gv)(value))
        throw createFieldError(field);
    return value;
}
function takeText(value, field) {
    if (typeof value !== 'string')
        throw createFieldError(field);
    return value;
}
function takeCount(value, field) {
    if (typeof value !== 'number')
        throw createFieldError(field);
    return value;
}
function createFieldError(field) {
    return new Error(`${NAME} has no ${field} that can be read`);
}

;// CONCATENATED MODULE: ./build/baseline/table-reader.js




/** No row is longer: what is in it came in answers of the API, of which none may be. */
const MAX_ROW_CHARS = 16 * 1024 * 1024;
/**
 * Reads a CSV file that this action wrote, to the letter of RFC 4180, and hands over each row's cells of these
 * columns. Throws at anything the writer would not have written, naming the file and the row, never a cell.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
async function readTable(folder, name, columns, onRow) {
    const { path } = await checked_file_checkFile(folder, name);
    let places;
    const on_record = (cells) => {
        if (places)
            onRow(places.map((place) => cells[place] ?? ''));
        else
            places = table_reader_findColumns(name, columns, cells);
        return null;
    };
    const parser = parse({ record_delimiter: '\r\n', max_record_size: MAX_ROW_CHARS, on_record });
    try {
        await (0,external_node_stream_promises_namespaceObject.pipeline)((0,external_node_fs_.createReadStream)(path), (bytes) => checkBytes(bytes, name), parser.resume());
    }
    catch (error) {
        // Without csv-parse's own error as the cause: that one quotes the cell, and logs may be public.
        if (error instanceof CsvError)
            throw new Error(table_reader_describeCsvError(name, error));
        throw error instanceof Error && 'syscall' in error ? checked_file_createReadError(name, error) : error;
    }
}
function table_reader_findColumns(name, columns, header) {
    const missing = columns.find((column) => !header.includes(column));
    if (missing !== undefined)
        throw new Error(`${name} has no column ${missing}: another program has saved it`);
    return columns.map((column) => header.indexOf(column));
}
/** Passes the bytes on if they are UTF-8 and their last row has its line end: else they were edited, or cut off. */
async function* checkBytes(pieces, name) {
    const decode = createDecoder(name);
    let end = '';
    for await (const piece of pieces) {
        end = (end + decode(piece)).slice(-2);
        yield piece;
    }
    if (end !== '\r\n')
        throw new Error(`${name} is cut off, or another program (or git) has changed its line ends`);
}
function createDecoder(name) {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    return (piece) => {
        try {
            return decoder.decode(piece, { stream: true });
        }
        catch {
            throw new Error(`${name} is not UTF-8: it was saved by another program`);
        }
    };
}
/** By the row as a spreadsheet counts it: csv-parse takes a CR LF inside quotes for two lines. */
function table_reader_describeCsvError(name, { code, records }) {
    const row = Number(records) + 1;
    if (code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH')
        return `${name} has a row of another length than its header: row ${row}`;
    return `${name} is no CSV as it was written: row ${row}`;
}

;// CONCATENATED MODULE: ./build/baseline/token-cells.js
/** What stands in a cell whose text was left out. */
const REDACTED = '[redacted]';
/** The same for a token of now. `renderCell` is what the writer of the file does to a text. */
function renderTokenCells({ account, token }, renderCell) {
    const [accountId = '', tokenId = '', label = '', expiry = '', scopes = '', name = '', email = ''] = [
        ...[account.id, token.id, token.label, token.expiry],
        ...[token.scopes.join(' '), account.name, account.email],
    ].map((text) => renderStored(text, renderCell));
    const disabled = isDisabled(token.disabledStatus, token.status);
    return { accountId, tokenId, label, expiry, disabled, scopes, name, email };
}
/** A text as it comes back from the file: UTF-8 has no half of a surrogate pair. */
function renderStored(text, renderCell) {
    return renderCell(text).toWellFormed();
}
/**
 * By the texts on both sides: the file does not tell a `true` of JSON from a text of that name, and two readings of
 * the same answer must not differ. The per-account call knows the first field, the organization-wide list the second.
 */
function isDisabled(disabledStatus, status) {
    return disabledStatus === 'true' || status === 'BLOCKED';
}
/** Who among people has no account ID: the mail address, the name without one; '' where nothing tells. */
function computePerson({ name, email }) {
    return [email, name].find((text) => text !== '' && text !== REDACTED) ?? '';
}

;// CONCATENATED MODULE: ./build/baseline/texts.js
const PAGE_BYTES = 1024 * 1024;
/** An empty list. */
function createTexts() {
    const pages = [];
    /** Where each begins, counted in whole pages; a text that is longer than a page has one of its own length. */
    const starts = [];
    const lengths = [];
    let used = PAGE_BYTES;
    function findRoom(bytes) {
        const last = pages.at(-1);
        if (last && used + bytes <= last.length)
            return last;
        const page = Buffer.allocUnsafeSlow(Math.max(bytes, PAGE_BYTES));
        pages.push(page);
        used = 0;
        return page;
    }
    return {
        add(text) {
            const bytes = Buffer.byteLength(text);
            const page = findRoom(bytes);
            page.write(text, used);
            starts.push((pages.length - 1) * PAGE_BYTES + used);
            used += bytes;
            return lengths.push(bytes) - 1;
        },
        get(index) {
            const [start = 0, length = 0] = [starts[index], lengths[index]];
            const offset = start % PAGE_BYTES;
            return pages[(start - offset) / PAGE_BYTES]?.toString('utf8', offset, offset + length) ?? '';
        },
    };
}

;// CONCATENATED MODULE: ./build/baseline/token-rows.js


/** No tokens. */
function createRows() {
    const texts = createTexts();
    /** Where to look for a token by its hash: several share one now and then, and all that have the same IDs. */
    const places = new Map();
    /** How many tokens of an account are left, by the hash of its ID. */
    const held = new Map();
    const count = (accountId, change) => {
        const place = computePlace(accountId);
        const left = (held.get(place) ?? 0) + change;
        if (left === 0)
            held.delete(place);
        else
            held.set(place, left);
    };
    return {
        add(cells) {
            count(cells.accountId, 1);
            const index = texts.add(renderRow(cells));
            const place = computePlace(cells.accountId, cells.tokenId);
            const others = places.get(place);
            if (Array.isArray(others))
                others.push(index);
            else
                places.set(place, others === undefined ? index : [others, index]);
        },
        take(ids) {
            const place = computePlace(ids.accountId, ids.tokenId);
            const found = places.get(place) ?? [];
            const indexes = typeof found === 'number' ? [found] : found;
            for (const [at, index] of indexes.entries()) {
                const cells = parseRow(texts.get(index));
                if (!hasIds(cells, ids))
                    continue;
                indexes.splice(at, 1);
                if (indexes.length === 0)
                    places.delete(place);
                else
                    places.set(place, indexes);
                count(ids.accountId, -1);
                return cells;
            }
            return undefined;
        },
        mayHold: (accountId) => held.has(computePlace(accountId)),
        *list() {
            const left = Uint32Array.from([...places.values()].flat()).sort();
            for (const index of left)
                yield parseRow(texts.get(index));
        },
    };
}
/** A small whole number is what a map keeps without an object of its own. */
function computePlace(...ids) {
    return (0,external_node_crypto_.hash)('sha256', JSON.stringify(ids), 'buffer').readInt32LE();
}
function hasIds(cells, { accountId, tokenId }) {
    return cells.accountId === accountId && cells.tokenId === tokenId;
}
function renderRow({ accountId, tokenId, label, expiry, disabled, scopes, name, email }) {
    return JSON.stringify([accountId, tokenId, label, expiry, String(disabled), scopes, name, email]);
}
function parseRow(row) {
    const texts = JSON.parse(row);
    const [accountId = '', tokenId = '', label = '', expiry = '', disabled, scopes = '', name = '', email = '',] = Array.isArray(texts) ? texts.map(String) : [];
    return { accountId, tokenId, label, expiry, disabled: disabled === 'true', scopes, name, email };
}

;// CONCATENATED MODULE: ./build/baseline/baseline.js




const OUTPUT_COLUMNS = 'Account ID,ID,Label,Expiry,Disabled Status,Status,Scopes,Name,Email'.split(',');
const ACCOUNTS_COLUMNS = 'Account ID,Name,Email,Status'.split(',');
/** Reads the files of an earlier run, of the same organization if both say which. Never throws. */
async function readBaseline(folder, orgId) {
    try {
        const report = await readReport(folder);
        if (orgId && report.orgId !== '' && report.orgId !== orgId)
            throw new Error('report.json is of another organization');
        const accounts = await readAccounts(folder, report);
        const tokens = await readTokens(folder, report);
        return { kind: 'read', baseline: { ...describeRun(folder, report), ...accounts, tokens } };
    }
    catch (error) {
        return { kind: 'none', why: error instanceof Error ? error.message : String(error) };
    }
}
function describeRun(folder, report) {
    const { url, startedAt, source, result, complete, redacted, tokens: tokenCount } = report;
    // Account by account, what is missing is missing with its account. A list has pages that may be.
    const isWhole = source === 'accounts' || complete || result === 'clean' || result === 'findings';
    return { run: url || folder, startedAt, source, result, complete, redacted, isWhole, tokenCount };
}
async function readAccounts(folder, report) {
    const unread = new Map();
    const rejected = new Set();
    const known = new Set();
    let [rows, asked, hasHiddenRows] = [0, 0, false];
    await readTable(folder, 'accounts.csv', ACCOUNTS_COLUMNS, ([id = '', name = '', email = '', status = '']) => {
        rows += 1;
        if (report.source === 'accounts')
            known.add(id);
        if (status !== 'unlisted')
            asked += 1;
        if (status === 'failed' || status === 'skipped')
            unread.set(id, status);
        if (status === 'rejected')
            rejected.add(computePerson({ name, email }));
        if (status === 'rejected' && [name, email].includes(REDACTED))
            hasHiddenRows = true;
    });
    checkCount('accounts.csv', 'accounts', rows, report.accounts);
    rejected.delete('');
    return { unread, rejected, known, asked, hasHiddenRows };
}
async function readTokens(folder, report) {
    const tokens = createRows();
    let rows = 0;
    await readTable(folder, 'output.csv', OUTPUT_COLUMNS, (cells) => {
        const [accountId = '', tokenId = '', label = '', expiry = ''] = cells;
        const [disabledStatus = '', status = '', scopes = '', name = '', email = ''] = cells.slice(4);
        const disabled = isDisabled(disabledStatus, status);
        tokens.add({ accountId, tokenId, label, expiry, disabled, scopes, name, email });
        rows += 1;
    });
    checkCount('output.csv', 'tokens', rows, report.tokens);
    return tokens;
}
function checkCount(name, what, rows, told) {
    if (rows !== told)
        throw new Error(`${name} holds ${rows} ${what}, report.json says ${told}`);
}

;// CONCATENATED MODULE: ./build/baseline/differences.js



/** What became different about a token, in words; '' when nothing that counts did. */
function describeDifferences(before, now, redacted) {
    const differences = [
        describeExpiry(before.expiry, now.expiry),
        describeLabel(before.label, now.label, redacted),
        before.disabled === now.disabled ? '' : `disabled ${before.disabled} → ${now.disabled}`,
        describeScopes(listScopes(before), listScopes(now)),
    ];
    return differences.filter((difference) => difference !== '').join('; ');
}
function describeExpiry(before, now) {
    if (computeMoment(before) === computeMoment(now))
        return '';
    return `expiry ${before || 'none'} → ${now || 'none'}`;
}
/** The instant, or '' for none; what is no date is compared as text. */
function computeMoment(expiry) {
    const time = parseTime(expiry);
    if ('at' in time)
        return time.at;
    return time.missing === 'missing' ? '' : expiry;
}
/** A label may say of itself that it was left out: only whoever left labels out is believed. */
function describeLabel(before, now, redacted) {
    const isHidden = (redacted.before && before === REDACTED) || (redacted.now && now === REDACTED);
    return before === now || isHidden ? '' : `label ${JSON.stringify(before)} → ${JSON.stringify(now)}`;
}
/** The per-account call tells no scopes: where one side has none, nothing is known. */
function describeScopes(before, now) {
    if (before.size === 0 || now.size === 0)
        return '';
    const added = [...now].filter((scope) => !before.has(scope)).map((scope) => ` + ${scope}`);
    const dropped = [...before].filter((scope) => !now.has(scope)).map((scope) => ` − ${scope}`);
    return added.length + dropped.length === 0 ? '' : `scopes${[...added, ...dropped].join('')}`;
}
/** As they are and not as the cell shows them, where whatever comes first is guarded. */
function listScopes({ scopes }) {
    const named = (0,text_escape/* unescapeCell */.bX)(scopes).split(' ');
    return new Set(named.filter((scope) => scope !== ''));
}

;// CONCATENATED MODULE: ./build/baseline/comparison.js



/**
 * `unknown`: one of the two runs does not tell whether the token was there. `no-longer-asked`: nobody looked, since
 * its account is no longer in the accounts file.
 */
const CHANGES = ['new', 'removed', 'changed', 'unknown', 'no-longer-asked'];
/** A comparison that uses the baseline up: tokens that were seen are taken out of it, which frees their memory. */
function createComparison(baseline, { renderCell, everybody, redacted = false }) {
    const outcomes = new Map();
    const rejected = new Set();
    const store = (text) => renderStored(text, renderCell);
    return {
        compareToken(found) {
            const now = renderTokenCells(found, renderCell);
            const before = baseline.tokens.take(now);
            if (!before)
                return describeFound(found, undefined, computeArrival(now, found.token, baseline));
            const detail = describeDifferences(before, now, { before: baseline.redacted, now: redacted });
            return detail === '' ? undefined : describeFound(found, before, { change: 'changed', detail });
        },
        noteOutcome({ account, status }) {
            if (status === 'rejected')
                rejected.add(computePerson({ name: store(account.name), email: store(account.email) }));
            else if (baseline.tokens.mayHold(store(account.id)))
                outcomes.set(store(account.id), status);
        },
        *finish(isWhole) {
            rejected.delete('');
            for (const cells of baseline.tokens.list()) {
                const isRejected = !everybody && rejected.has(computePerson(cells));
                const status = outcomes.get(cells.accountId) ?? (isRejected ? 'rejected' : undefined);
                yield describeUnseen(cells, computeFate(status, isWhole, everybody));
            }
        },
    };
}
/** What a token is that the baseline does not hold. */
function computeArrival(now, { createdAt }, baseline) {
    const { unread, rejected, source, isWhole, known, startedAt, hasHiddenRows } = baseline;
    const isRejected = source === 'accounts' && rejected.has(computePerson(now));
    const status = unread.get(now.accountId) ?? (isRejected ? 'rejected' : undefined);
    if (status)
        return { change: 'unknown', detail: `its account was not read in the baseline: ${status}` };
    if (!isWhole)
        return { change: 'unknown', detail: 'the baseline did not list the whole organization' };
    if (source === 'accounts' && hasHiddenRows && !known.has(now.accountId))
        return { change: 'unknown', detail: 'its account may be one of the redacted rows of the baseline' };
    const isOlder = (parseInstant(createdAt) ?? Number.POSITIVE_INFINITY) < (parseInstant(startedAt) ?? 0);
    if (source === 'accounts' && isOlder && !known.has(now.accountId))
        return { change: 'unknown', detail: 'older than the baseline, which did not ask for its account' };
    return { change: 'new', detail: '' };
}
/** What became of a token that was not seen. */
function computeFate(status, isWhole, everybody) {
    if (status === 'not-managed')
        return { change: 'unknown', detail: 'its account is not managed by this organization' };
    if (status && !['checked', 'unlisted'].includes(status))
        return { change: 'unknown', detail: `its account was not read: ${status}` };
    if (!isWhole)
        return { change: 'unknown', detail: 'this run did not see everything' };
    return { change: status || everybody ? 'removed' : 'no-longer-asked', detail: '' };
}
function describeFound({ account, token }, before, fate) {
    const name = account.name === '' || account.name === REDACTED ? before?.name : undefined;
    const email = account.email === '' || account.email === REDACTED ? before?.email : undefined;
    return {
        kind: 'change',
        ...fate,
        account: { id: account.id, name: name || account.name, email: email || account.email },
        tokenId: token.id,
        label: token.label === REDACTED && before ? before.label : token.label,
    };
}
function describeUnseen({ accountId: id, name, email, tokenId, label }, fate) {
    return { kind: 'change', ...fate, account: { id, name, email }, tokenId, label };
}

;// CONCATENATED MODULE: ./build/policy/redact.js

/** The same entry without names, mail addresses, labels, details and reasons. IDs, dates and status stay. */
function redactEntry(entry) {
    if (entry.kind === 'change')
        return redactChange(entry);
    if (entry.kind === 'finding')
        return redactFinding(entry);
    const account = mapAccount(entry.account, hide);
    if (entry.kind === 'outcome')
        return { ...entry, account, detail: hide(entry.detail) };
    return { ...entry, account, token: mapLabel(entry.token, hide) };
}
function redactFinding(finding) {
    const { account, token, worst } = finding;
    return {
        ...finding,
        account: account && mapAccount(account, hide),
        token: token && mapLabel(token, hide),
        worst: worst && { ...worst, account: mapAccount(worst.account, hide) },
    };
}
/**
 * The same comparison, which sees no label and tells no name, mail address or label; who had a row without an account
 * ID it may still see.
 */
function redactComparison(comparison) {
    return {
        ...comparison,
        compareToken(found) {
            const change = comparison.compareToken({ ...found, token: mapLabel(found.token, hide) });
            return change && redactChange(change);
        },
        *finish(isWhole) {
            for (const change of comparison.finish(isWhole))
                yield redactChange(change);
        },
    };
}
/** The same exceptions without their reasons. */
function redactExceptions(exceptions) {
    return exceptions.map((exception) => ({ ...exception, reason: hide(exception.reason) }));
}
/**
 * The same records with the key taken out of what the accounts file and answers say, before anybody cuts a text: of a
 * key that was cut nobody finds the rest.
 */
async function* concealRecords(batches, conceal) {
    const concealRecord = (record) => {
        const account = mapAccount(record.account, conceal);
        if (record.kind === 'outcome')
            return replaceParts(record, { account, detail: conceal(record.detail) });
        return replaceParts(record, { account, token: mapLabel(record.token, conceal) });
    };
    for await (const records of batches)
        yield records.map(concealRecord);
}
function redactChange(change) {
    return { ...mapLabel(change, hide), account: mapAccount(change.account, hide) };
}
function mapAccount(account, map) {
    return replaceParts(account, { name: map(account.name), email: map(account.email) });
}
function mapLabel(labelled, map) {
    return replaceParts(labelled, { label: map(labelled.label) });
}
/** The value with other parts; itself, not a copy, where they are the same, as they nearly always are. */
function replaceParts(value, parts) {
    for (const key in parts)
        if (parts[key] !== value[key])
            return { ...value, ...parts };
    return value;
}
/** What is empty stays empty: that something is missing is no secret. */
function hide(text) {
    return text === '' ? '' : REDACTED;
}

;// CONCATENATED MODULE: ./build/compare.js










/**
 * Reads what the run is to be compared with, if anything: the folder that `baseline` names, or with `auto` the files
 * of the newest usable earlier run. Never rejects: an audit without a baseline is one all the same.
 */
async function loadBaseline(run, cancel) {
    const { inputs, context } = run;
    if (inputs.baseline === undefined)
        return undefined;
    const { orgId } = inputs;
    if (inputs.baseline !== 'auto')
        return readFrom((0,external_node_path_.resolve)(context.workspace, inputs.baseline), inputs.baseline, orgId);
    try {
        return await findAndRead(run, cancel);
    }
    catch (error) {
        return { kind: 'none', why: (0,errors/* describeCauses */.wh)(error) };
    }
}
async function findAndRead({ inputs, context }, cancel) {
    const { artifactName, orgId } = inputs;
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(context.temp ?? (0,external_node_os_.tmpdir)(), 'token-audit-baseline-'));
    try {
        const search = { context, githubToken: (0,secrets/* readGithubToken */.lF)(), artifactName, folder, cancel };
        const found = await findBaseline(search);
        return found.kind === 'found' ? await readFrom(found.folder, found.run, orgId, found.run) : found;
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** `where` is what people know the folder by; `run` is its address where GitHub told it and not only the files. */
async function readFrom(folder, where, orgId, run) {
    const found = await readBaseline(folder, orgId);
    if (found.kind === 'none')
        return { ...found, why: `${where}: ${found.why}` };
    return { ...found, baseline: { ...found.baseline, run: run ?? found.baseline.run } };
}
/** The comparison with what was loaded, if anything was. */
function createRunComparison({ baseline, conceal, subject, inputs }) {
    if (baseline?.kind !== 'read')
        return undefined;
    const comparison = createComparison(baseline.baseline, {
        renderCell: (text) => (0,text_escape/* escapeCell */.kq)(conceal(text)),
        everybody: subject.kind === 'organization',
        redacted: inputs.redact,
    });
    return inputs.redact ? redactComparison(comparison) : comparison;
}

;// CONCATENATED MODULE: ./build/audit/probe.js






/** The count before and after, one account to judge the key by, and a page of managed accounts at least. */
const CALLS_BESIDE_PAGES = 4;
/** Sends the one request of a dry run: the first account's tokens, or the count of the organization's. */
async function rehearse(subject, options, stop) {
    const path = subject.kind === 'accounts'
        ? computeAccountTokensPath(await findFirstAccount(subject))
        : computeTokenCountPath(subject.orgId);
    const { api, close } = createConnection({ ...options, maxRetries: 0 }, stop);
    try {
        const startedAt = systemClock.now();
        const answer = await api.read(path, (json) => json);
        const latencyMs = systemClock.now() - startedAt;
        return { latencyMs, calls: computeCalls(subject, answer), ...judgeAnswer(subject, answer) };
    }
    finally {
        close();
    }
}
async function findFirstAccount({ file }) {
    for await (const row of readAccountsRows(file))
        if (row.kind === 'account')
            return row.account.id;
    throw new Error(`accounts-csv: ${file.path} holds no account ID: export the accounts again`);
}
function computeCalls(subject, answer) {
    if (subject.kind === 'accounts')
        return subject.file.accounts;
    const isCount = answer.kind === 'value' && typeof answer.value === 'number';
    return isCount ? Math.max(1, Math.ceil(Number(answer.value) / PAGE_SIZE)) + CALLS_BESIDE_PAGES : undefined;
}
function judgeAnswer({ kind }, answer) {
    if (answer.kind === 'value')
        return { refusal: undefined, doubt: undefined };
    const status = answer.kind === 'stopped' ? undefined : answer.status;
    const doubt = `The one request was answered with ${status ?? 'nothing usable'}, which says little about the key.`;
    if (answer.kind !== 'refused')
        return { refusal: undefined, doubt };
    if (kind === 'organization')
        return { refusal: describeListRefusal(answer.status), doubt };
    const refusal = classifyRefusal(answer.status, answer.body);
    if (refusal === 'not-managed')
        return { refusal: undefined, doubt: undefined };
    return { refusal: describeKeyRefusal(refusal), doubt };
}

;// CONCATENATED MODULE: ./build/text/format.js

/** A number with a space between thousands: `4 981`. */
function formatCount(count) {
    const digits = String(count);
    return digits.length <= 3 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ' ');
}
/** A number and its noun: `1 account`, `4 981 accounts`. */
function formatPlural(count, noun) {
    return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
/** A duration in words, no finer than a second: `42 s`, `3 min 5 s`, `2 h 10 min`. */
function formatDuration(ms) {
    const seconds = Math.round(ms / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes} min ${seconds % 60} s`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** A time in milliseconds since 1970, to the minute: `2026-11-23 06:00 UTC`. */
function formatMinute(instant) {
    return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** The same for a text; empty where it is no time. */
function formatInstant(text) {
    const instant = parseInstant(text);
    return instant === undefined ? '' : formatMinute(instant);
}

;// CONCATENATED MODULE: ./build/report/dry-run-lines.js



/** The only number anyone has seen of Atlassian's rate limits. */
const CALLS_A_MINUTE = 200;
const MANY_ACCOUNTS = 1000;
/** What a dry run found out, line by line. */
function renderDryRun({ subject, rehearsal, concurrency, isPublic, start }) {
    const lines = [...start, { level: 'info', line: renderSource(subject) }];
    lines.push({ level: 'info', line: renderCost(rehearsal, subject.kind === 'accounts' ? concurrency : 1) });
    if (rehearsal.doubt)
        lines.push({ level: 'warning', line: rehearsal.doubt });
    if (!isPublic)
        lines.push({
            level: 'info',
            line: 'The repository is private, or this is not GitHub: names may be shown.',
        });
    const better = renderBetter(subject);
    return better ? [...lines, { level: 'notice', line: better }] : lines;
}
/** The same as a job summary. */
function renderDryRunSummary(lines) {
    const items = lines.map(({ level, line }) => level === 'info' ? (0,text_escape/* escapeHtml */.ZD)(line) : `<b>${(0,text_escape/* escapeHtml */.ZD)(line)}</b>`);
    return `# 🧪 Dry run: inputs, file and key were checked, nothing was audited\n\n${items.map((item) => `- ${item}`).join('\n')}\n`;
}
function renderSource(subject) {
    if (subject.kind === 'accounts')
        return 'Source: accounts, one call per account of the file.';
    return `Source: organization, one call per ${formatCount(PAGE_SIZE)} tokens${subject.file ? '; the file adds accounts without tokens and shows who is not in it' : ''}.`;
}
function renderCost({ calls, latencyMs }, atATime) {
    const seen = `${Math.max(1, Math.round(latencyMs))} ms`;
    if (calls === undefined)
        return `The one request took ${seen}. How many calls the audit would make could not be found out.`;
    const fast = formatDuration((calls * latencyMs) / atATime);
    const slow = formatDuration((calls * 60_000) / CALLS_A_MINUTE);
    return `The audit would make about ${formatPlural(calls, 'call')}: ${fast} at the ${seen} that the one request took, ${slow} at ${CALLS_A_MINUTE} calls a minute.`;
}
function renderBetter(subject) {
    if (subject.kind === 'organization')
        return undefined;
    const { accounts } = subject.file;
    const smaller = 'with org-id, a key with the single scope read:tokens:admin would do, which can do far less than this one';
    return accounts > MANY_ACCOUNTS
        ? `What would serve better: ${smaller}, and instead of ${formatPlural(accounts, 'call')} it takes one call per ${formatCount(PAGE_SIZE)} tokens, a handful as a rule.`
        : `What would serve better: ${smaller}.`;
}

;// CONCATENATED MODULE: ./build/dry-run.js



/**
 * The safe first try: one request with the key, and what it told in log and job summary. No file is written or
 * removed. Throws when the key is refused.
 */
async function runDry({ subject, stop }, options, facts, log) {
    const rehearsal = await rehearse(subject, options, stop);
    if (rehearsal.refusal)
        throw new Error(rehearsal.refusal);
    const lines = renderDryRun({ ...facts, subject, rehearsal, concurrency: options.concurrency });
    for (const { level, line } of lines)
        log[level](line);
    log.info('Dry run: nothing was audited.');
    (0,outputs/* writeJobSummary */.j)(renderDryRunSummary(lines));
    (0,outputs/* writeOutputs */.K)({ result: 'dry-run', complete: false });
}

;// CONCATENATED MODULE: ./build/policy/active.js

/**
 * A token is active unless it is disabled or its expiry lies before `now` (milliseconds since 1970). What is
 * missing or cannot be read never makes a token inactive.
 */
function isActive(token, now) {
    if (token.disabled)
        return false;
    const expiry = parseExpiry(token);
    return expiry === undefined || expiry >= now;
}
/** When a token expires, in milliseconds since 1970; `undefined` where that is not told or cannot be read. */
function parseExpiry({ expiry }) {
    const time = parseTime(expiry);
    return 'at' in time ? time.at : undefined;
}

;// CONCATENATED MODULE: ./build/policy/rules.js
/** The finding, if there is one, about what a single account holds. */
function computeAccountFindings(account, held, limits) {
    return computeExcess('max-tokens-per-account', held, 'token', limits.maxTokensPerAccount, { account });
}
/** The finding, if there is one, about what all accounts hold together. */
function computeTotalFindings(held, worst, limits) {
    return computeExcess('max-tokens', held, 'token', limits.maxTokens, { worst });
}
/** The finding, if there is one, about the tokens that the baseline does not have. */
function computeNewFindings(held, limits) {
    return computeExcess('max-new-tokens', held, 'new token', limits.maxNewTokens, {});
}
function computeExcess(rule, { tokens, active }, noun, limit, about) {
    if (limit === undefined || active <= limit)
        return [];
    const evidence = `${active} active of ${tokens} ${noun}${tokens === 1 ? '' : 's'}, limit ${limit}`;
    return [{ ...NOTHING, ...about, rule, evidence, excess: active - limit }];
}
const NOTHING = {
    kind: 'finding',
    account: undefined,
    token: undefined,
    worst: undefined,
    exception: undefined,
};

;// CONCATENATED MODULE: ./build/policy/token-rules.js

const MISSING = { missing: 'is not told', unreadable: 'cannot be read', ahead: 'is yet to come' };
/** In the order of the inputs. */
const TOKEN_RULES = [
    ['max-age-days', 'maxAgeDays', judgeAge],
    ['max-idle-days', 'maxIdleDays', judgeIdleness],
    ['max-lifetime-days', 'maxLifetimeDays', judgeLifetime],
    ['expires-within-days', 'expiresWithinDays', judgeExpiry],
];
/**
 * The findings about one active token, in the order of the rules. `now` is in milliseconds since 1970; days are 24
 * hours, and a limit is exceeded by the first millisecond beyond it. A date that cannot be read breaks each rule that
 * needs it, and so does one of the past that lies more than a day ahead; one that is missing breaks each but those that
 * say otherwise.
 */
function computeTokenFindings({ account, token }, limits, now) {
    return TOKEN_RULES.flatMap(([rule, key, judge]) => {
        const limit = limits[key];
        const breach = limit === undefined ? undefined : judge(token, limit, now);
        if (!breach)
            return [];
        const evidence = `${breach.evidence}, limit ${limit}`;
        return [
            { ...breach, kind: 'finding', rule, account, token, worst: undefined, evidence, exception: undefined },
        ];
    });
}
/** A token's age is the time since its creation. */
function judgeAge({ createdAt }, limit, now) {
    return judgeSince('created', parsePast(createdAt, now), limit, now);
}
function judgeIdleness(token, limit, now) {
    const { what, since } = findIdleSince(token, now);
    return judgeSince(what, since, limit, now);
}
/** A token is idle since its last use; if it was never used, since its creation. `what` happened then, in words. */
function findIdleSince({ lastAccess, createdAt }, now) {
    const used = parsePast(lastAccess, now);
    return 'missing' in used && used.missing === 'missing'
        ? { what: 'never used, created', since: parsePast(createdAt, now) }
        : { what: 'last used', since: used };
}
/** A lifetime is expiry minus creation; a token without expiry outlives every limit. */
function judgeLifetime({ createdAt, expiry }, limit, now) {
    const [start, end] = [parsePast(createdAt, now), parseTime(expiry)];
    if ('missing' in end)
        return breakWithout(end.missing === 'missing' ? 'never expires' : 'its expiry cannot be read');
    if ('missing' in start)
        return breakWithout(describeMissing('created', start.missing));
    const excess = end.at - start.at - limit * DAY_MS;
    if (excess <= 0)
        return undefined;
    const days = formatDays(end.at - start.at, limit);
    return breakBy(excess, `created ${formatDay(start.at)}, expires ${formatDay(end.at)}, ${days} later`);
}
/** A token without expiry does not expire soon. */
function judgeExpiry({ expiry }, limit, now) {
    const end = parseTime(expiry);
    if ('missing' in end)
        return end.missing === 'missing' ? undefined : breakWithout('its expiry cannot be read');
    const left = end.at - now;
    if (left > limit * DAY_MS)
        return undefined;
    return breakBy(limit * DAY_MS - left, `expires ${formatDay(end.at)}, in ${formatDays(left, -1)}`);
}
function judgeSince(what, since, limit, now) {
    if ('missing' in since)
        return breakWithout(describeMissing(what, since.missing));
    const age = now - since.at;
    if (age <= limit * DAY_MS)
        return undefined;
    return breakBy(age - limit * DAY_MS, `${what} ${formatDay(since.at)}, ${formatDays(age, limit)} ago`);
}
/** Clocks differ, but not by a day: what has happened then cannot be believed. */
function parsePast(text, now) {
    const time = parseTime(text);
    return 'at' in time && time.at > now + DAY_MS ? { missing: 'ahead' } : time;
}
function describeMissing(what, missing) {
    return `${what} on a day that ${MISSING[missing]}`;
}
function breakBy(ms, evidence) {
    return { excess: ms / DAY_MS, evidence };
}
/** Nobody knows how far beyond the limit: as far as can be. */
function breakWithout(evidence) {
    return { excess: Number.POSITIVE_INFINITY, evidence };
}
/** Whole days; where they are just the limit, that it is more. */
function formatDays(ms, limit) {
    const days = Math.floor(ms / DAY_MS);
    return `${days === limit ? 'more than ' : ''}${days} ${days === 1 ? 'day' : 'days'}`;
}

;// CONCATENATED MODULE: ./build/policy/judge.js



/**
 * Judges a stream of records: a token's findings and what changed in it follow it, an account's follow its outcome,
 * the organization's and what only the baseline knows come last.
 */
async function* judgeRecords(batches, policy) {
    const counts = {
        total: { tokens: 0, active: 0 },
        fresh: { tokens: 0, active: 0 },
        activeOf: new Map(),
        worst: undefined,
    };
    for await (const records of batches)
        yield records.flatMap((record) => record.kind === 'token' ? judgeToken(record, policy, counts) : judgeOutcome(record, policy, counts));
    const { limits, comparison } = policy;
    yield computeTotalFindings(counts.total, counts.worst, limits);
    if (comparison)
        yield computeNewFindings(counts.fresh, limits);
    for (const change of comparison?.finish(policy.isWhole()) ?? [])
        yield [change];
}
function judgeToken(found, policy, { total, fresh, activeOf }) {
    const { limits, exceptions, comparison, now } = policy;
    const active = isActive(found.token, now);
    count(total, active);
    if (active)
        activeOf.set(found.account.id, (activeOf.get(found.account.id) ?? 0) + 1);
    const findings = active ? computeTokenFindings(found, limits, now).map(exceptions.apply) : [];
    const broken = findings.filter(({ exception }) => !exception).map(({ rule }) => rule);
    const change = comparison?.compareToken(found);
    if (change?.change === 'new')
        count(fresh, active);
    return [{ ...found, active, broken }, ...findings, ...(change ? [change] : [])];
}
function judgeOutcome(outcome, policy, counts) {
    const { account, tokens } = outcome;
    const held = { tokens, active: counts.activeOf.get(account.id) ?? 0 };
    counts.activeOf.delete(account.id);
    policy.comparison?.noteOutcome(outcome);
    if (held.active > (counts.worst?.active ?? 0))
        counts.worst = { ...held, account };
    const findings = computeAccountFindings(account, held, policy.limits).map(policy.exceptions.apply);
    return [{ ...outcome, active: held.active }, ...findings];
}
function count(held, active) {
    held.tokens += 1;
    if (active)
        held.active += 1;
}

;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/utils/get.js
// Lodash implementation of `get`

const charCodeOfDot = ".".charCodeAt(0);
const reEscapeChar = /\\(\\)?/g;
const rePropName = RegExp(
  // Match anything that isn't a dot or bracket.
  "[^.[\\]]+" +
    "|" +
    // Or match property names within brackets.
    "\\[(?:" +
    // Match a non-string expression.
    "([^\"'][^[]*)" +
    "|" +
    // Or match strings (supports escaping characters).
    "([\"'])((?:(?!\\2)[^\\\\]|\\\\.)*?)\\2" +
    ")\\]" +
    "|" +
    // Or match "" as the space between consecutive dots or empty brackets.
    "(?=(?:\\.|\\[\\])(?:\\.|\\[\\]|$))",
  "g",
);
const reIsDeepProp = /\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/;
const reIsPlainProp = /^\w*$/;

const getTag = function (value) {
  // if (!value) value === undefined ? "[object Undefined]" : "[object Null]";
  return Object.prototype.toString.call(value);
};

const isSymbol = function (value) {
  const type = typeof value;
  return (
    type === "symbol" ||
    (type === "object" && value && getTag(value) === "[object Symbol]")
  );
};

const isKey = function (value, object) {
  if (Array.isArray(value)) {
    return false;
  }
  const type = typeof value;
  if (
    type === "number" ||
    type === "symbol" ||
    type === "boolean" ||
    !value ||
    isSymbol(value)
  ) {
    return true;
  }
  return (
    reIsPlainProp.test(value) ||
    !reIsDeepProp.test(value) ||
    (object != null && value in Object(object))
  );
};

const stringToPath = function (string) {
  const result = [];
  if (string.charCodeAt(0) === charCodeOfDot) {
    result.push("");
  }
  string.replace(rePropName, function (match, expression, quote, subString) {
    let key = match;
    if (quote) {
      key = subString.replace(reEscapeChar, "$1");
    } else if (expression) {
      key = expression.trim();
    }
    result.push(key);
  });
  return result;
};

const castPath = function (value, object) {
  if (Array.isArray(value)) {
    return value;
  } else {
    return isKey(value, object) ? [value] : stringToPath(value);
  }
};

const toKey = function (value) {
  if (typeof value === "string" || isSymbol(value)) return value;
  const result = `${value}`;
  return result == "0" && 1 / value == -Infinity ? "-0" : result;
};

const get = function (object, path) {
  path = castPath(path, object);
  let index = 0;
  const length = path.length;
  while (object != null && index < length) {
    object = object[toKey(path[index++])];
  }
  return index && index === length ? object : undefined;
};



;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/utils/is_object.js
const is_object_is_object = function (obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};



;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/api/normalize_columns.js
const normalize_columns = function (columns) {
  if (columns === undefined || columns === null) {
    return [undefined, undefined];
  }
  if (typeof columns !== "object") {
    return [Error('Invalid option "columns": expect an array or an object')];
  }
  if (!Array.isArray(columns)) {
    const newcolumns = [];
    for (const k in columns) {
      newcolumns.push({
        key: k,
        header: columns[k],
      });
    }
    columns = newcolumns;
  } else {
    const newcolumns = [];
    for (const column of columns) {
      if (typeof column === "string") {
        newcolumns.push({
          key: column,
          header: column,
        });
      } else if (
        typeof column === "object" &&
        column !== null &&
        !Array.isArray(column)
      ) {
        if (!column.key) {
          return [
            Error('Invalid column definition: property "key" is required'),
          ];
        }
        if (column.header === undefined) {
          column.header = column.key;
        }
        newcolumns.push(column);
      } else {
        return [
          Error("Invalid column definition: expect a string or an object"),
        ];
      }
    }
    columns = newcolumns;
  }
  return [undefined, columns];
};



;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/api/CsvError.js
class CsvError_CsvError extends Error {
  constructor(code, message, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ");
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError_CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value)
          ? value.toString()
          : value == null
            ? value
            : JSON.parse(JSON.stringify(value));
      }
    }
  }
}



;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/utils/underscore.js
const underscore_underscore = function (str) {
  return str.replace(/([A-Z])/g, function (_, match) {
    return "_" + match.toLowerCase();
  });
};



;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/api/normalize_options.js




const normalize_options_normalize_options = function (opts) {
  const options = {};
  // Merge with user options
  for (const opt in opts) {
    options[underscore_underscore(opt)] = opts[opt];
  }
  // Normalize option `bom`
  if (
    options.bom === undefined ||
    options.bom === null ||
    options.bom === false
  ) {
    options.bom = false;
  } else if (options.bom !== true) {
    return [
      new CsvError_CsvError("CSV_OPTION_BOOLEAN_INVALID_TYPE", [
        "option `bom` is optional and must be a boolean value,",
        `got ${JSON.stringify(options.bom)}`,
      ]),
    ];
  }
  // Normalize option `delimiter`
  if (options.delimiter === undefined || options.delimiter === null) {
    options.delimiter = ",";
  } else if (Buffer.isBuffer(options.delimiter)) {
    options.delimiter = options.delimiter.toString();
  } else if (typeof options.delimiter !== "string") {
    return [
      new CsvError_CsvError("CSV_OPTION_DELIMITER_INVALID_TYPE", [
        "option `delimiter` must be a buffer or a string,",
        `got ${JSON.stringify(options.delimiter)}`,
      ]),
    ];
  }
  // Normalize option `quote`
  if (options.quote === undefined || options.quote === null) {
    options.quote = '"';
  } else if (options.quote === true) {
    options.quote = '"';
  } else if (options.quote === false) {
    options.quote = "";
  } else if (Buffer.isBuffer(options.quote)) {
    options.quote = options.quote.toString();
  } else if (typeof options.quote !== "string") {
    return [
      new CsvError_CsvError("CSV_OPTION_QUOTE_INVALID_TYPE", [
        "option `quote` must be a boolean, a buffer or a string,",
        `got ${JSON.stringify(options.quote)}`,
      ]),
    ];
  }
  // Normalize option `quoted`
  if (options.quoted === undefined || options.quoted === null) {
    options.quoted = false;
  } else {
    // todo
  }
  // Normalize option `escape_formulas`
  if (
    options.escape_formulas === undefined ||
    options.escape_formulas === null
  ) {
    options.escape_formulas = false;
  } else if (typeof options.escape_formulas !== "boolean") {
    return [
      new CsvError_CsvError("CSV_OPTION_ESCAPE_FORMULAS_INVALID_TYPE", [
        "option `escape_formulas` must be a boolean,",
        `got ${JSON.stringify(options.escape_formulas)}`,
      ]),
    ];
  }
  // Normalize option `quoted_empty`
  if (options.quoted_empty === undefined || options.quoted_empty === null) {
    options.quoted_empty = undefined;
  } else {
    // todo
  }
  // Normalize option `quoted_match`
  if (
    options.quoted_match === undefined ||
    options.quoted_match === null ||
    options.quoted_match === false
  ) {
    options.quoted_match = null;
  } else if (!Array.isArray(options.quoted_match)) {
    options.quoted_match = [options.quoted_match];
  }
  if (options.quoted_match) {
    for (const quoted_match of options.quoted_match) {
      const isString = typeof quoted_match === "string";
      const isRegExp = quoted_match instanceof RegExp;
      if (!isString && !isRegExp) {
        return [
          new CsvError_CsvError("CSV_OPTION_QUOTED_MATCH", [
            "option `quoted_match` must be a string or a regex,",
            `got ${JSON.stringify(options.quoted_match)}`,
          ]),
        ];
      }
    }
  }
  // Normalize option `quoted_string`
  if (options.quoted_string === undefined || options.quoted_string === null) {
    options.quoted_string = false;
  } else {
    // todo
  }
  // Normalize option `eof`
  if (options.eof === undefined || options.eof === null) {
    options.eof = true;
  } else {
    // todo
  }
  // Normalize option `escape`
  if (options.escape === undefined || options.escape === null) {
    options.escape = '"';
  } else if (Buffer.isBuffer(options.escape)) {
    options.escape = options.escape.toString();
  } else if (typeof options.escape !== "string") {
    return [
      Error(
        `Invalid Option: escape must be a buffer or a string, got ${JSON.stringify(options.escape)}`,
      ),
    ];
  }
  if (options.escape.length > 1) {
    return [
      Error(
        `Invalid Option: escape must be one character, got ${options.escape.length} characters`,
      ),
    ];
  }
  // Normalize option `header`
  if (
    options.header === undefined ||
    options.header === null ||
    options.header === false
  ) {
    options.header = false;
  } else if (options.header !== true) {
    throw new CsvError_CsvError(
      "CSV_INVALID_OPTION_HEADER",
      [
        "option `header` is expected to be a boolean,",
        `got ${JSON.stringify(options.header)}`,
      ],
      options,
    );
  }
  // Normalize option `headers_as_comment`
  if (
    options.header_as_comment === undefined ||
    options.header_as_comment === null ||
    options.header_as_comment === false
  ) {
    options.header_as_comment = false;
  } else if (options.header_as_comment === true) {
    options.header_as_comment = "#";
  } else if (Buffer.isBuffer(options.header_as_comment)) {
    options.header_as_comment = options.header_as_comment.toString();
  } else if (typeof options.header_as_comment !== "string") {
    throw new CsvError_CsvError(
      "CSV_INVALID_OPTION_HEADER_AS_COMMENT",
      [
        "option `header_as_comment` must be a boolean, a string or a buffer,",
        `got ${JSON.stringify(options.header_as_comment)}`,
      ],
      options,
    );
  }
  // if (options.header_as_comment && !options.comment?.length) {
  //   throw new CsvError(
  //     "CSV_INVALID_OPTION_COMMENT",
  //     [
  //       "option `comment` must be a non empty string or buffer when using `header_as_comment`,",
  //       `got ${JSON.stringify(options.comment)}`,
  //     ],
  //     options,
  //   );
  // }
  // Header is always enabled with `header_as_comment`
  // if (options.header_as_comment === true) {
  //   options.header = true;
  // }
  // Normalize option `columns`
  const [errColumns, columns] = normalize_columns(options.columns);
  if (errColumns !== undefined) return [errColumns];
  options.columns = columns;
  // Normalize option `quoted`
  if (options.quoted === undefined || options.quoted === null) {
    options.quoted = false;
  } else {
    // todo
  }
  // Normalize option `cast`
  if (options.cast === undefined || options.cast === null) {
    options.cast = {};
  } else {
    // todo
  }
  // Normalize option cast.bigint
  if (options.cast.bigint === undefined || options.cast.bigint === null) {
    // Cast boolean to string by default
    options.cast.bigint = (value) => "" + value;
  }
  // Normalize option cast.boolean
  if (options.cast.boolean === undefined || options.cast.boolean === null) {
    // Cast boolean to string by default
    options.cast.boolean = (value) => (value ? "1" : "");
  }
  // Normalize option cast.date
  if (options.cast.date === undefined || options.cast.date === null) {
    // Cast date to timestamp string by default
    options.cast.date = (value) => "" + value.getTime();
  }
  // Normalize option cast.number
  if (options.cast.number === undefined || options.cast.number === null) {
    // Cast number to string using native casting by default
    options.cast.number = (value) => "" + value;
  }
  // Normalize option cast.object
  if (options.cast.object === undefined || options.cast.object === null) {
    // Stringify object as JSON by default
    options.cast.object = (value) => JSON.stringify(value);
  }
  // Normalize option cast.string
  if (options.cast.string === undefined || options.cast.string === null) {
    // Leave string untouched
    options.cast.string = function (value) {
      return value;
    };
  }
  // Normalize option `on_record`
  if (
    options.on_record !== undefined &&
    typeof options.on_record !== "function"
  ) {
    return [Error(`Invalid Option: "on_record" must be a function.`)];
  }
  // Normalize option `quote_record_delimiter`
  if (
    options.quote_record_delimiter === undefined ||
    options.quote_record_delimiter === null
  ) {
    options.quote_record_delimiter = !options.record_delimiter;
  } else if (typeof options.quote_record_delimiter !== "boolean") {
    return [
      new CsvError_CsvError("CSV_OPTION_QUOTE_RECORD_DELIMITER_INVALID_TYPE", [
        "option `quote_record_delimiter` must be a boolean,",
        `got ${JSON.stringify(options.quote_record_delimiter)}`,
      ]),
    ];
  }
  // Normalize option `record_delimiter`
  if (
    options.record_delimiter === undefined ||
    options.record_delimiter === null
  ) {
    options.record_delimiter = "\n";
  } else if (Buffer.isBuffer(options.record_delimiter)) {
    options.record_delimiter = options.record_delimiter.toString();
  } else if (typeof options.record_delimiter !== "string") {
    return [
      Error(
        `Invalid Option: record_delimiter must be a buffer or a string, got ${JSON.stringify(options.record_delimiter)}`,
      ),
    ];
  }
  switch (options.record_delimiter) {
    case "unix":
      options.record_delimiter = "\n";
      break;
    case "mac":
      options.record_delimiter = "\r";
      break;
    case "windows":
      options.record_delimiter = "\r\n";
      break;
    case "ascii":
      options.record_delimiter = "\u001e";
      break;
    case "unicode":
      options.record_delimiter = "\u2028";
      break;
  }
  return [undefined, options];
};



;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/api/index.js




const bom_utf8 = Buffer.from([239, 187, 191]);
// True when appending `separator` after `value` would let `parse` find
// `separator` starting inside `value`. Besides the field containing the whole
// separator, this also covers boundary fusion: a field whose tail is a
// non-empty prefix of a multi-character separator merges with the appended
// separator (eg value "a:" + delimiter "::" => "a:::", matched at offset 1).
// Such fields must be quoted to round-trip, like RFC 4180 fields containing the
// delimiter, generalized to multi-character delimiters and record delimiters.
const emits_separator = function (value, separators) {
  return separators.some(
    (separator) =>
      separator.length !== 0 &&
      (value.indexOf(separator) !== -1 ||
        (separator.length > 1 &&
          (value + separator).indexOf(separator) < value.length)),
  );
};
// True when `value` matches one of the `quoted_match` patterns. The regexps
// come from the user and the same objects are reused for every field, so the
// test must not depend on their state: `RegExp.prototype.test` advances
// `lastIndex` on a global or sticky regexp, which would make a match in one
// field move where the next field starts matching. `String.prototype.search`
// searches from the start and restores `lastIndex`, and is equivalent to
// `test` for the stateless regexps.
const matches_quoted_match = function (value, quoted_match) {
  if (!quoted_match) return false;
  return quoted_match.some((pattern) =>
    typeof pattern === "string"
      ? value.indexOf(pattern) !== -1
      : value.search(pattern) !== -1,
  );
};

const stringifier = function (options, state, info) {
  return {
    options: options,
    state: state,
    info: info,
    __transform: function (chunk, push) {
      // Chunk validation
      if (!Array.isArray(chunk) && typeof chunk !== "object") {
        return Error(
          `Invalid Record: expect an array or an object, got ${JSON.stringify(chunk)}`,
        );
      }
      // Detect columns from the first record
      if (this.info.records === 0) {
        if (Array.isArray(chunk)) {
          if (
            this.options.header === true &&
            this.options.columns === undefined
          ) {
            return Error(
              "Undiscoverable Columns: header option requires column option or object records",
            );
          }
        } else if (this.options.columns === undefined) {
          const [err, columns] = normalize_columns(Object.keys(chunk));
          if (err) return;
          this.options.columns = columns;
        }
      }
      // Emit the header
      if (this.info.records === 0) {
        this.bom(push);
        const err = this.headers(push);
        if (err) return err;
      }
      // Emit and stringify the record if an object or an array
      try {
        // this.emit('record', chunk, this.info.records);
        if (this.options.on_record) {
          this.options.on_record(chunk, this.info.records);
        }
      } catch (err) {
        return err;
      }
      // Convert the record into a string
      let err, chunk_string;
      if (this.options.eof) {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === undefined) {
          return;
        } else {
          chunk_string = chunk_string + this.options.record_delimiter;
        }
      } else {
        [err, chunk_string] = this.stringify(chunk);
        if (err) return err;
        if (chunk_string === undefined) {
          return;
        } else {
          if (this.options.header || this.info.records) {
            chunk_string = this.options.record_delimiter + chunk_string;
          }
        }
      }
      // Emit the csv
      this.info.records++;
      push(chunk_string);
    },
    stringify: function (chunk, chunkIsHeader = false) {
      if (typeof chunk !== "object") {
        return [undefined, chunk];
      }
      const { columns } = this.options;
      const record = [];
      // Record is an array
      if (Array.isArray(chunk)) {
        // We are getting an array but the user has specified output columns. In
        // this case, we respect the columns indexes
        const length = columns
          ? Math.min(chunk.length, columns.length)
          : chunk.length;
        // Cast record elements
        for (let i = 0; i < length; i++) {
          const field = chunk[i];
          const [err, value] = this.__cast(field, {
            index: i,
            column: i,
            records: this.info.records,
            header: chunkIsHeader,
          });
          if (err) return [err];
          record[i] = [value, field];
        }
        // Record is a literal object
        // `columns` is always defined: it is either provided or discovered.
      } else {
        for (let i = 0; i < columns.length; i++) {
          const field = get(chunk, columns[i].key);
          const [err, value] = this.__cast(field, {
            index: i,
            column: columns[i].key,
            records: this.info.records,
            header: chunkIsHeader,
          });
          if (err) return [err];
          record[i] = [value, field];
        }
      }
      let csvrecord = "";
      for (let i = 0; i < record.length; i++) {
        let options, err;

        let [value, field] = record[i];
        if (typeof value === "string") {
          options = this.options;
        } else if (is_object_is_object(value)) {
          // Value is considerered as a mix of a value and options
          options = { ...value };
          value = options.value;
          delete options.value;
          if (
            typeof value !== "string" &&
            value !== undefined &&
            value !== null
          ) {
            if (err)
              return [
                Error(
                  `Invalid Casting Value: returned value must return a string, null or undefined, got ${JSON.stringify(value)}`,
                ),
              ];
          }
          // Merge global options with the ones returned by cast
          options = { ...this.options, ...options };
          [err, options] = normalize_options_normalize_options(options);
          if (err !== undefined) {
            return [err];
          }
        } else if (value === undefined || value === null) {
          options = this.options;
        } else {
          return [
            Error(
              `Invalid Casting Value: returned value must return a string, an object, null or undefined, got ${JSON.stringify(value)}`,
            ),
          ];
        }
        const {
          delimiter,
          escape,
          quote,
          quoted,
          quoted_empty,
          quoted_string,
          quoted_match,
          record_delimiter,
          quote_record_delimiter,
          escape_formulas,
        } = options;
        if ("" === value && "" === field) {
          const quotedMatch = matches_quoted_match(value, quoted_match);
          const shouldQuote =
            quotedMatch ||
            true === quoted_empty ||
            (true === quoted_string && false !== quoted_empty);
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (value) {
          if (typeof value !== "string") {
            return [
              Error(
                `Formatter must return a string, null or undefined, got ${JSON.stringify(value)}`,
              ),
            ];
          }
          const containsdelimiter = emits_separator(value, [delimiter]);
          const containsQuote = quote !== "" && value.indexOf(quote) >= 0;
          const containsEscape = value.indexOf(escape) >= 0 && escape !== quote;
          // Testing `\n` and `\r` covers the three sequences `parse` discovers
          const containsRecordDelimiter = emits_separator(value, [
            record_delimiter,
            ...(quote_record_delimiter === false ? [] : ["\n", "\r"]),
          ]);
          const quotedString = quoted_string && typeof field === "string";
          const quotedMatch = matches_quoted_match(value, quoted_match);
          // See https://github.com/adaltas/node-csv/pull/387
          // More about CSV injection or formula injection, when websites embed
          // untrusted input inside CSV files:
          // https://owasp.org/www-community/attacks/CSV_Injection
          // http://georgemauer.net/2017/10/07/csv-injection.html
          // Apple Numbers unicode normalization is empirical from testing
          if (escape_formulas) {
            switch (value[0]) {
              case "-":
                if (typeof field === "number" || typeof field === "bigint") {
                  break;
                }
                value = `'${value}`;
                break;
              case "=":
              case "+":
              case "@":
              case "\t":
              case "\r":
              case "\uFF1D": // Unicode '='
              case "\uFF0B": // Unicode '+'
              case "\uFF0D": // Unicode '-'
              case "\uFF20": // Unicode '@'
                value = `'${value}`;
                break;
            }
          }
          const shouldQuote =
            containsQuote === true ||
            containsdelimiter ||
            containsRecordDelimiter ||
            quoted ||
            quotedString ||
            quotedMatch;
          if (shouldQuote === true && containsEscape === true) {
            value = value.replaceAll(escape, () => escape + escape);
          }
          if (containsQuote === true) {
            value = value.replaceAll(quote, () => escape + quote);
          }
          if (shouldQuote === true) {
            value = quote + value + quote;
          }
          csvrecord += value;
        } else if (
          quoted_empty === true ||
          (field === "" && quoted_string === true && quoted_empty !== false)
        ) {
          csvrecord += quote + quote;
        }
        if (i !== record.length - 1) {
          csvrecord += delimiter;
        }
      }
      return [undefined, csvrecord];
    },
    bom: function (push) {
      if (this.options.bom !== true) {
        return;
      }
      push(bom_utf8);
    },
    headers: function (push) {
      if (this.options.header === false) {
        return;
      }
      if (this.options.columns === undefined) {
        return;
      }
      let err;
      let headers = this.options.columns.map((column) => column.header);
      if (this.options.eof) {
        [err, headers] = this.stringify(headers, true);
        headers += this.options.record_delimiter;
      } else {
        [err, headers] = this.stringify(headers, true);
      }
      if (err) return err;
      if (this.options.header_as_comment) {
        headers = this.options.header_as_comment + " " + headers;
      }
      push(headers);
    },
    __cast: function (value, context) {
      const type = typeof value;
      try {
        if (type === "string") {
          // Fine for 99% of the cases
          return [undefined, this.options.cast.string(value, context)];
        } else if (type === "bigint") {
          return [undefined, this.options.cast.bigint(value, context)];
        } else if (type === "number") {
          return [undefined, this.options.cast.number(value, context)];
        } else if (type === "boolean") {
          return [undefined, this.options.cast.boolean(value, context)];
        } else if (value instanceof Date) {
          return [undefined, this.options.cast.date(value, context)];
        } else if (type === "object" && value !== null) {
          return [undefined, this.options.cast.object(value, context)];
        } else if (value === null && this.options.cast.null !== undefined) {
          return [undefined, this.options.cast.null(value, context)];
        } else if (
          value === undefined &&
          this.options.cast.undefined !== undefined
        ) {
          return [undefined, this.options.cast.undefined(value, context)];
        } else {
          return [undefined, value];
        }
      } catch (err) {
        return [err];
      }
    },
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-stringify/lib/sync.js
/*
CSV Stringify

Please look at the [Sync API](https://csv.js.org/stringify/api/sync/) for
additional information.
*/




const stringify = function (records, opts = {}) {
  const data = [];
  const [err, options] = normalize_options_normalize_options(opts);
  if (err !== undefined) throw err;
  const state = {
    stop: false,
  };
  // Information
  const info = {
    records: 0,
  };
  const api = stringifier(options, state, info);
  for (const record of records) {
    const err = api.__transform(record, function (record) {
      data.push(record);
    });
    if (err !== undefined) throw err;
  }
  if (data.length === 0) {
    api.bom((d) => {
      data.push(d);
    });
    const err = api.headers((headers) => {
      data.push(headers);
    });
    if (err !== undefined) throw err;
  }
  return data.join("");
};



;// CONCATENATED MODULE: ./build/csv/text-file.js

/** So many characters go to the disk together, */
const BATCH = 16 * 1024;
/** or those of so long: after that they are there even if the process is killed. */
const LONGEST_WAIT_MS = 1000;
/** Creates the file, which must not be there yet. */
function createTextFile(path) {
    const opened = (0,promises_.open)(path, 'wx');
    let waiting = '';
    let timer;
    let failure;
    let written = use(async () => { });
    async function use(act) {
        try {
            await act(await opened);
        }
        catch (cause) {
            failure ??= new Error(`${path} could not be written: make room, or give another output-dir`, { cause });
        }
    }
    function writeWaiting() {
        clearTimeout(timer);
        timer = undefined;
        const text = waiting;
        waiting = '';
        written = written.then(() => use((file) => file.appendFile(text)));
        return written;
    }
    return {
        async append(text) {
            waiting += text;
            if (waiting.length >= BATCH)
                await writeWaiting();
            else
                timer ??= setTimeout(writeWaiting, LONGEST_WAIT_MS);
            if (failure)
                throw failure;
        },
        async close() {
            await writeWaiting();
            await use((file) => file.close());
            if (failure)
                throw failure;
        },
    };
}

;// CONCATENATED MODULE: ./build/csv/writer.js



const writer_OPTIONS = {
    record_delimiter: 'windows',
    // Line breaks of any kind, and what other locales' spreadsheets take for a delimiter.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: some of them are control characters
    quoted_match: [/[\r\n\v\f\u001c-\u001e\u0085\u2028\u2029;\t]/],
};
/**
 * Creates the file and writes its header. Rows are RFC 4180 (comma, CRLF, UTF-8), no cell can be a formula or
 * break its row, whatever parser reads it. `conceal` takes the key out of each cell.
 * https://www.rfc-editor.org/rfc/rfc4180
 */
function createCsvFile(path, columns, conceal = (text) => text) {
    const file = createTextFile(path);
    const write = (rows) => file.append(stringify([...rows], writer_OPTIONS));
    void write([columns]);
    return {
        write: (rows) => write(rows.map((cells) => cells.map((cell) => (0,text_escape/* escapeCell */.kq)(conceal(cell))))),
        close: file.close,
    };
}

;// CONCATENATED MODULE: ./build/policy/finding.js
/** A rule carries the name of the input that sets its limit; they stand in the order of the inputs. */
const RULES = [
    'max-tokens',
    'max-tokens-per-account',
    'max-age-days',
    'max-idle-days',
    'max-lifetime-days',
    'expires-within-days',
    'max-new-tokens',
];
/** Rules about the organization as a whole, of which there is nothing to except. */
const TOTAL_RULES = ['max-tokens', 'max-new-tokens'];
/** A finding's evidence in one sentence, with the ID of the account that holds the most. */
function renderEvidence({ evidence, worst }) {
    return worst ? `${evidence}; the most: ${worst.account.id} with ${worst.active} active` : evidence;
}
/** The order of urgency: rules in the order of the inputs, then the greatest excess first. */
function compareFindings(a, b) {
    if (a.rule !== b.rule)
        return RULES.indexOf(a.rule) - RULES.indexOf(b.rule);
    return a.excess === b.excess ? 0 : b.excess - a.excess;
}

;// CONCATENATED MODULE: ./build/report/files.js




/** The files of a run, by what is in them. Exactly these are written, removed and uploaded. */
const FILE_NAMES = {
    output: 'output.csv',
    accounts: 'accounts.csv',
    findings: 'findings.csv',
    changes: 'changes.csv',
    report: 'report.json',
    html: 'report.html',
    summary: 'summary.md',
};
const files_OUTPUT_COLUMNS = 'Account ID,ID,Label,Created At,Disabled Status,Last Access,Expiry,Status,Active,Scopes,Name,Email,Account Status'.split(',');
const files_ACCOUNTS_COLUMNS = 'Account ID,Name,Email,Status,Tokens,HTTP Status,Detail'.split(',');
const FINDINGS_COLUMNS = 'Rule,Account ID,Name,Email,Token ID,Label,Evidence,Exception,Exception Expires'.split(',');
const CHANGES_COLUMNS = 'Change,Account ID,Name,Email,Token ID,Label,Detail'.split(',');
/** The files that a run writes; there are changes only with a baseline. */
function listFileNames(hasBaseline) {
    return Object.values(FILE_NAMES).filter((name) => hasBaseline || name !== FILE_NAMES.changes);
}
/**
 * The paths of a run's files, symbolic links of an existing folder followed. Throws when one of them is the file that
 * this run is to `read`, by the input that names it.
 */
async function readFilePaths(directory, read = {}) {
    const real = await (0,promises_.realpath)(directory).catch(() => directory);
    const paths = Object.fromEntries(Object.entries(FILE_NAMES).map(([key, name]) => [key, (0,external_node_path_.join)(real, name)]));
    for (const [input, path] of Object.entries(read))
        if (path && Object.values(paths).includes(await (0,promises_.realpath)(path)))
            throw new Error(`${input}: ${path} is a file that this run would write: give another output-dir`);
    return paths;
}
/** Makes the folder if need be, and removes an earlier run's files from it, nothing else. */
async function prepareFiles(paths) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(paths.output), { recursive: true });
    await Promise.all(Object.values(paths).map(removeFile));
}
async function removeFile(path) {
    await (0,promises_.rm)(path, { force: true }).catch((cause) => {
        throw new Error(`output-dir: ${path} cannot be replaced: remove it, or give another folder`, { cause });
    });
}
/** Opens the CSV files; each entry goes to the one it belongs to, in the order in which they come. */
function createCsvFiles(paths, conceal, hasBaseline = false) {
    const files = new Map([
        ['token', createCsvFile(paths.output, files_OUTPUT_COLUMNS, conceal)],
        ['outcome', createCsvFile(paths.accounts, files_ACCOUNTS_COLUMNS, conceal)],
        ['finding', createCsvFile(paths.findings, FINDINGS_COLUMNS, conceal)],
    ]);
    if (hasBaseline)
        files.set('change', createCsvFile(paths.changes, CHANGES_COLUMNS, conceal));
    return {
        async write(entries) {
            for (const [kind, file] of files) {
                const rows = entries.filter((entry) => entry.kind === kind).map(renderEntry);
                if (rows.length > 0)
                    await file.write(rows);
            }
        },
        close: async () => {
            await Promise.all([...files.values()].map((file) => file.close()));
        },
    };
}
function renderEntry(entry) {
    if (entry.kind === 'token')
        return renderToken(entry);
    if (entry.kind === 'outcome')
        return renderOutcome(entry);
    return entry.kind === 'finding' ? renderFinding(entry) : renderChange(entry);
}
function renderToken({ account, token, active }) {
    return [
        account.id,
        token.id,
        token.label,
        token.createdAt,
        token.disabledStatus,
        token.lastAccess,
        token.expiry,
        token.status,
        String(active),
        token.scopes.join(' '),
        account.name,
        account.email,
        account.status,
    ];
}
function renderOutcome({ account, status, tokens, httpStatus, detail }) {
    return [account.id, account.name, account.email, status, String(tokens), String(httpStatus ?? ''), detail];
}
function renderFinding(finding) {
    const { id = '', name = '', email = '' } = finding.account ?? {};
    const { id: tokenId = '', label = '' } = finding.token ?? {};
    const { reason = '', expires = '' } = finding.exception ?? {};
    return [finding.rule, id, name, email, tokenId, label, renderEvidence(finding), reason, expires];
}
function renderChange({ change, account, tokenId, label, detail }) {
    return [change, account.id, account.name, account.email, tokenId, label, detail];
}

;// CONCATENATED MODULE: ./build/result/histograms.js

const AGES = [
    ['up to 30 days', 30 * DAY_MS],
    ['30–90 days', 90 * DAY_MS],
    ['90–180 days', 180 * DAY_MS],
    ['180–365 days', 365 * DAY_MS],
    ['1–2 years', 2 * 365 * DAY_MS],
];
const USES = [
    ['up to 7 days', 7 * DAY_MS],
    ['7–30 days', 30 * DAY_MS],
    ['30–90 days', 90 * DAY_MS],
    ['90–180 days', 180 * DAY_MS],
    ['180–365 days', 365 * DAY_MS],
];
const MONTHS = 12;
/**
 * Empty histograms of age, last use and expiry; `now` is in milliseconds since 1970. A day is 24 hours, a year 365
 * days, and a bucket holds its upper end, as a limit does. What is said to have happened after `now` is in the first.
 * Expiry is by calendar months, UTC, the first of them that of `now`.
 */
function createSpread(now) {
    const since = (at) => now - at;
    return [
        createHistogram({
            title: 'Active tokens by age',
            steps: AGES,
            rest: ['over 2 years', 'unknown'],
            read: ({ createdAt }) => createdAt,
            measure: since,
        }),
        createHistogram({
            title: 'Active tokens by time since last use',
            steps: USES,
            rest: ['over a year', 'never used', 'unreadable'],
            read: ({ lastAccess }) => lastAccess,
            measure: since,
        }),
        createHistogram({
            title: 'Active tokens by expiry',
            steps: computeMonths(now),
            rest: ['later', 'no expiry', 'unreadable'],
            read: ({ expiry }) => expiry,
            measure: (at) => at,
        }),
    ];
}
function createHistogram({ title, steps, rest, read, measure }) {
    const labels = [...steps.map(([label]) => label), ...rest];
    const buckets = labels.map((label) => ({ label, count: 0 }));
    const findBucket = (time) => {
        if ('missing' in time)
            return time.missing === 'missing' ? buckets[steps.length + 1] : buckets.at(-1);
        const value = measure(time.at);
        const step = steps.findIndex(([, upTo]) => value <= upTo);
        return buckets[step === -1 ? steps.length : step];
    };
    return {
        title,
        buckets,
        add(token) {
            const bucket = findBucket(parseTime(read(token)));
            if (bucket)
                bucket.count += 1;
        },
    };
}
/** The buckets worth showing: the last, for what cannot be read, only when something is in it. */
function listShown({ buckets }) {
    return buckets.filter(({ count }, index) => count > 0 || index < buckets.length - 1);
}
/** The month of `now` and those after it, each up to its last millisecond. */
function computeMonths(now) {
    const [year, month] = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()];
    return Array.from({ length: MONTHS }, (_, index) => {
        const start = new Date(Date.UTC(year, month + index));
        return [start.toISOString().slice(0, 7), Date.UTC(year, month + index + 1) - 1];
    });
}

;// CONCATENATED MODULE: ./build/result/ranking.js
/** A ranking by `compare`, as `Array.sort` takes it; of equal items the one offered first stands first. */
function createRanking(size, compare) {
    const kept = [];
    let worst;
    function settle() {
        kept.sort(compare);
        if (kept.length > size)
            kept.length = size;
        if (kept.length === size)
            worst = kept.at(-1);
        return kept;
    }
    return {
        count: 0,
        get top() {
            return settle();
        },
        offer(item) {
            this.count += 1;
            if (worst !== undefined && compare(worst, item) <= 0)
                return;
            kept.push(item);
            // Not with each item: to sort once in a while takes a fraction of the time.
            if (kept.length >= 2 * size)
                settle();
        },
    };
}

;// CONCATENATED MODULE: ./build/result/unread-reasons.js
const REASONS_KEPT = 40;
/**
 * Counts why an account has no result. Groups by status, HTTP status and what can be told of the cause; the rest of a
 * body differs in every answer.
 */
function addReason(reasons, outcome) {
    const key = `${outcome.status} ${outcome.httpStatus} ${describeCause(outcome)}`;
    const place = reasons.has(key) || reasons.size < REASONS_KEPT ? key : outcome.status;
    const reason = reasons.get(place);
    if (reason)
        reason.count += 1;
    else
        reasons.set(place, { count: 1, first: outcome });
}
/** The reasons, the most frequent first. */
function listReasons(reasons) {
    return [...reasons.values()].sort((a, b) => b.count - a.count);
}
/** A failure without an error status has its reason in words; an error body, as a rule, in its `key`. */
function describeCause({ status, httpStatus, detail }) {
    if (status !== 'failed')
        return '';
    if (httpStatus === undefined || httpStatus === 200)
        return detail.replace(/\d+|".*/g, '');
    return /"key"\s*:\s*"([\w.]{1,60})"/.exec(detail)?.[1] ?? '';
}

;// CONCATENATED MODULE: ./build/result/urgency.js

/** How many tokens the page lists; output.csv holds all. */
const TOKENS_KEPT = 5000;
/** Since when a token is idle; where that cannot be read or is yet to come at `now`, it counts as idle for ever. */
function weighToken(judged, now) {
    const { since } = findIdleSince(judged.token, now);
    return { judged, idleSince: 'at' in since ? since.at : 0 };
}
/** Active tokens first, then those that break more rules, then those that lie idle longer. */
function compareUrgency(a, b) {
    return (Number(b.judged.active) - Number(a.judged.active) ||
        b.judged.broken.length - a.judged.broken.length ||
        a.idleSince - b.idleSince);
}

;// CONCATENATED MODULE: ./build/result/totals.js








const SOON_DAYS = 30;
/** How many rows a table shows at most. */
const ROWS = 20;
const FINDINGS_KEPT = 5000;
const CHANGES_KEPT = 1000;
/** An empty tally; `now` is in milliseconds since 1970. */
function createTally(now, expected = 0) {
    return {
        now,
        expected,
        accounts: { checked: 0, 'not-managed': 0, failed: 0, skipped: 0, rejected: 0, unlisted: 0 },
        accountsWithTokens: 0,
        tokens: 0,
        activeTokens: 0,
        findings: createRanking(FINDINGS_KEPT, compareFindings),
        broken: new Map(),
        excepted: createRanking(FINDINGS_KEPT, compareFindings),
        changes: createChanges(),
        holders: createRanking(ROWS, compareHolders),
        unlisted: createRanking(ROWS, compareHolders),
        oldest: createRanking(ROWS, compareCreation),
        neverUsed: createRanking(ROWS, compareCreation),
        withoutExpiry: createRanking(ROWS, compareCreation),
        expiringSoon: createRanking(ROWS, compareExpiry),
        urgent: createRanking(TOKENS_KEPT, compareUrgency),
        spread: createSpread(now),
        reasons: new Map(),
    };
}
/** Counts one entry. */
function addEntry(tally, entry) {
    if (entry.kind === 'finding')
        addFinding(tally, entry);
    else if (entry.kind === 'change')
        tally.changes[entry.change].offer(entry);
    else if (entry.kind === 'token')
        addToken(tally, entry);
    else
        addOutcome(tally, entry);
}
/** All accounts of the run: the rows of accounts.csv, and those it should have and has not. */
function countAccounts(tally) {
    return Math.max(totals_countRows(tally), tally.expected);
}
/** Rows of accounts.csv so far. */
function totals_countRows({ accounts }) {
    return Object.values(accounts).reduce((sum, count) => sum + count, 0);
}
/** Accounts whose tokens were read, in the accounts file or not. */
function countRead({ accounts }) {
    return accounts.checked + accounts.unlisted;
}
/** Accounts of which nobody knows what they hold. */
function countUnread(tally) {
    const { failed, skipped, rejected } = tally.accounts;
    return failed + skipped + rejected + countAccounts(tally) - totals_countRows(tally);
}
function addToken(tally, judged) {
    tally.tokens += 1;
    tally.urgent.offer(weighToken(judged, tally.now));
    if (!judged.active)
        return;
    tally.activeTokens += 1;
    tally.oldest.offer(judged);
    for (const histogram of tally.spread)
        histogram.add(judged.token);
    const expiry = parseExpiry(judged.token);
    // What cannot be read is shown with what is missing: it must not fall out of every list.
    if ('missing' in parseTime(judged.token.lastAccess))
        tally.neverUsed.offer(judged);
    if (expiry === undefined)
        tally.withoutExpiry.offer(judged);
    else if (expiry <= tally.now + SOON_DAYS * DAY_MS)
        tally.expiringSoon.offer(judged);
}
function addFinding(tally, finding) {
    tally[finding.exception ? 'excepted' : 'findings'].offer(finding);
    if (finding.exception)
        return;
    const { count, worst } = tally.broken.get(finding.rule) ?? { count: 0, worst: finding };
    const isWorse = finding.excess > worst.excess;
    tally.broken.set(finding.rule, { count: count + 1, worst: isWorse ? finding : worst });
}
function addOutcome(tally, outcome) {
    tally.accounts[outcome.status] += 1;
    if (outcome.tokens > 0) {
        tally.accountsWithTokens += 1;
        tally.holders.offer(outcome);
    }
    if (outcome.status === 'unlisted')
        tally.unlisted.offer(outcome);
    else if (outcome.status !== 'checked')
        addReason(tally.reasons, outcome);
}
function compareHolders(a, b) {
    return b.tokens - a.tokens;
}
function createChanges() {
    const rankings = CHANGES.map((change) => [change, createRanking(CHANGES_KEPT, () => 0)]);
    return Object.fromEntries(rankings);
}
/** A creation that cannot be read stands first: it is worth a look. */
function compareCreation(a, b) {
    return (parseInstant(a.token.createdAt) ?? 0) - (parseInstant(b.token.createdAt) ?? 0);
}
function compareExpiry(a, b) {
    return (parseExpiry(a.token) ?? 0) - (parseExpiry(b.token) ?? 0);
}

;// CONCATENATED MODULE: ./build/report/log-lines.js



/** Where to look when all is done. */
function renderFiles(outputDir, hasBaseline) {
    return `Files in ${outputDir}: ${listFileNames(hasBaseline).join(', ')}`;
}
/** One account's outcome, for the debug log. */
function log_lines_renderOutcome({ account, status, httpStatus, tokens, detail }) {
    return `${account.id} ${status}${httpStatus === undefined ? '' : ` (${httpStatus})`}, ${formatPlural(tokens, 'token')}${detail === '' ? '' : `: ${detail}`}`;
}
/** One line about a run that is under way since `elapsedMs`: how far, how fast, and whether the rate limit pauses it. */
function renderProgress(tally, subject, { pausedMs, inFlight }, elapsedMs) {
    const done = subject.kind === 'accounts'
        ? renderAccountsDone(totals_countRows(tally), subject.file.accounts + subject.file.rejected, elapsedMs)
        : `${formatPlural(tally.tokens, 'token')} listed (${renderRate(tally.tokens, elapsedMs)}`;
    const pause = pausedMs > 0 ? `; rate limit: all requests pause, ${formatDuration(pausedMs)} more` : '';
    return `${done}, ${inFlight} in flight)${pause}`;
}
function renderAccountsDone(done, total, elapsedMs) {
    const leftMs = done > 0 ? ((total - done) * elapsedMs) / done : undefined;
    const left = leftMs === undefined ? '' : `, about ${formatDuration(leftMs)} left`;
    return `${formatCount(done)} of ${formatPlural(total, 'account')} (${renderRate(done, elapsedMs)}${left}`;
}
function renderRate(done, elapsedMs) {
    return `${(elapsedMs > 0 ? (done * 1000) / elapsedMs : 0).toFixed(1)}/s`;
}

;// CONCATENATED MODULE: ./build/report/output-values.js

/** Everything but the artifact. Without a baseline nobody knows what is new; without a trusted audit no number is known. */
function computeOutputs(tally, verdict, paths, hasBaseline) {
    return {
        result: verdict.result,
        complete: verdict.complete,
        ...(verdict.trusted ? computeCounts(tally) : {}),
        ...(verdict.trusted && hasBaseline ? computeChangeCounts(tally) : {}),
        'output-csv': paths.output,
        'report-json': paths.report,
        'report-html': paths.html,
        'summary-md': paths.summary,
    };
}
function computeCounts(tally) {
    return {
        'accounts-total': countAccounts(tally),
        'accounts-checked': tally.accounts.checked,
        'accounts-failed': countUnread(tally),
        'accounts-not-managed': tally.accounts['not-managed'],
        'accounts-with-tokens': tally.accountsWithTokens,
        'tokens-total': tally.tokens,
        'tokens-active': tally.activeTokens,
        'findings-total': tally.findings.count,
    };
}
function computeChangeCounts({ changes }) {
    return { 'new-tokens': changes.new.count, 'removed-tokens': changes.removed.count };
}

;// CONCATENATED MODULE: ./build/report/page-cells.js



const LENGTH = 200;
/** Foreign text, cut to what a page can take. */
function renderText(text, length = LENGTH) {
    return (0,text_escape/* escapeHtml */.ZD)((0,text_escape/* cut */.Jj)(text, length));
}
/** The same where it must be possible to copy it as it is: IDs, addresses, labels. */
function renderExact(text) {
    return (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(text, LENGTH));
}
/** Who an account is, in one cell. */
function renderPerson({ id, name, email }) {
    const parts = [name && `<b>${renderText(name)}</b>`, renderExact(email), renderSmall(renderExact(id))];
    return parts.filter((part) => part !== '').join(' ');
}
/** A token by its label and its ID. */
function page_cells_renderToken(label, id) {
    return [renderExact(label), renderSmall(renderExact(id))].filter((part) => part !== '').join(' ');
}
/** What is said beside something else, if it is anything. */
function renderSmall(html) {
    return html === '' ? '' : `<small>${html}</small>`;
}
/** An address as a link, if it is one of the web that a browser may follow; else as text. */
function renderLink(address, html) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    // What `href` yields holds neither a quote nor an angle bracket. https://url.spec.whatwg.org/#url-serializing
    return url?.protocol === 'https:' ? `<a href="${url.href}" rel="noopener noreferrer">${html}</a>` : html;
}
/** A day and how far it is from `now`; what is no date stands as it came, and before all others. */
function renderDate(text, now, none) {
    const time = parseTime(text);
    if ('at' in time) {
        return { html: `${formatDay(time.at)} ${renderSmall(renderDistance(time.at - now))}`, value: time.at };
    }
    if (time.missing === 'missing')
        return { html: `<em>${none.words}</em>`, value: none.value };
    return { html: renderExact(text), value: -1 };
}
function renderDistance(ms) {
    const days = Math.floor(Math.abs(ms) / DAY_MS);
    if (days === 0)
        return 'today';
    return ms > 0 ? `in ${formatPlural(days, 'day')}` : `${formatPlural(days, 'day')} ago`;
}
/** A row of cells, of which the first is what the row is about; `flags` are words that a filter knows. */
function page_cells_renderRow([first = '', ...cells], flags = []) {
    const marks = flags.length > 0 ? ` data-flags="${flags.join(' ')}"` : '';
    return `<tr${marks}>${renderCell('th', first, ' scope="row"')}${cells.map((cell) => renderCell('td', cell)).join('')}</tr>`;
}
function renderCell(tag, cell, scope = '') {
    if (typeof cell === 'string')
        return `<${tag}${scope}>${cell}</${tag}>`;
    if (typeof cell === 'number')
        return `<${tag}${scope} class="number" data-value="${cell}">${formatCount(cell)}</${tag}>`;
    return `<${tag}${scope} data-value="${cell.value}">${cell.html}</${tag}>`;
}

;// CONCATENATED MODULE: ./build/report/page-list.js

/** A headed table; empty when it has no rows. */
function renderList(list) {
    const { id, title, noun, headings, rows, total = rows.length, intro = '', grouped, level = 2 } = list;
    if (rows.length === 0)
        return '';
    const heading = `<h${level} id="${id}">${title} <span class="count">${formatCount(total)}</span></h${level}>`;
    const head = `<tr>${headings.map((text) => `<th scope="col">${text}</th>`).join('')}</tr>`;
    const body = grouped ? rows.join('\n') : `<tbody>\n${rows.join('\n')}\n</tbody>`;
    const table = `<table class="${id}" aria-labelledby="${id}" data-noun="${noun}"${grouped ? '' : ' data-sortable'}>\n<thead>${head}</thead>\n${body}\n</table>`;
    const region = `<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">\n${table}\n</div>`;
    return `<section class="list list-${id}">\n${heading}\n${intro}${renderShare(list)}${region}\n</section>`;
}
/** A headed part without a table of its own. */
function renderPart({ id, title, html }) {
    return `<section>\n<h2 id="${id}">${title}</h2>\n${html}\n</section>`;
}
/** Names and values. */
function renderPairs(kind, pairs) {
    const items = pairs.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`);
    return `<dl class="${kind}">${items.join('\n')}</dl>`;
}
/** Where all the rows are of which the page shows the first, as a clause. */
function renderHeld(file) {
    return `<code>${file}</code> beside this page holds all`;
}
function renderShare({ rows, total, file }) {
    if (total === undefined || file === undefined || total <= rows.length)
        return '';
    return `<p>The first ${formatCount(rows.length)} of ${formatCount(total)}; ${renderHeld(file)}.</p>\n`;
}

;// CONCATENATED MODULE: ./build/report/page-accounts.js



/** Who holds the most tokens. */
function renderHolders({ holders }) {
    return renderHolding({ id: 'holders', title: 'Accounts with most tokens', noun: 'accounts' }, holders);
}
/** Owners of tokens whom the accounts file does not know. */
function renderUnlisted({ unlisted }) {
    return renderHolding({ id: 'unlisted', title: 'Owners not in the accounts file', noun: 'owners' }, unlisted);
}
function renderHolding(list, { count, top }) {
    const rows = top.map(({ account, tokens, active }) => page_cells_renderRow([renderPerson(account), tokens, active]));
    const headings = ['Account', 'Tokens', 'Active'];
    const html = renderList({ ...list, headings, rows, total: count, file: FILE_NAMES.accounts });
    return { id: list.id, title: list.title, html };
}

;// CONCATENATED MODULE: ./build/report/wording.js


// What summary and page say in the same words.
const RUN_LENGTH = 240;
/** What the changes of a kind are called. */
const CHANGE_TITLES = {
    new: 'New tokens',
    removed: 'Removed tokens',
    changed: 'Changed tokens',
    unknown: 'Unknown: nobody knows what became of them',
    'no-longer-asked': 'Of accounts no longer asked for',
};
/**
 * The run that was compared with, as HTML. A link only to another run of this repository: the address comes from a file
 * that somebody may have written.
 */
function renderComparedRun({ run, startedAt, complete }, runUrl) {
    const runs = /^https:.*\/actions\/runs\//.exec(runUrl)?.[0];
    const isHere = runs !== undefined && run.startsWith(runs) && /^\d+$/.test(run.slice(runs.length));
    const where = isHere ? `<a href="${run}">the run</a>` : (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(run, RUN_LENGTH));
    return `${where} of ${formatInstant(startedAt)}${complete ? '' : ', which was not complete'}`;
}
/** Where an admin can look at a token and revoke it, as HTML; `orgId` is '' where none is given. */
function renderWhere(orgId) {
    const path = orgId === '' ? '' : `/o/${encodeURIComponent(orgId)}/overview`;
    return `Look at tokens and revoke them at <a href="https://admin.atlassian.com${path}">admin.atlassian.com</a> → Insights → API token activity.`;
}

;// CONCATENATED MODULE: ./build/report/page-changes.js






/**
 * What changed since which run, in numbers and row by row; or that there is nothing to compare with, and why. Of an
 * audit that broke off nothing is known.
 */
function renderChanges(run, tally, { trusted }) {
    const [id, title] = ['changes', 'What changed'];
    return { id, title, html: trusted ? renderPart({ id, title, html: renderContent(run, tally) }) : '' };
}
function renderContent({ baseline: found, runUrl }, tally) {
    if (!found)
        return '<p>This run was compared with no other: no baseline was asked for.</p>';
    if (found.kind === 'none')
        return `<p>There is no baseline: ${renderText(found.why, 2000)}</p>`;
    const counts = CHANGES.map((kind) => [
        kind.replaceAll('-', ' '),
        formatCount(tally.changes[kind].count),
    ]);
    const lists = CHANGES.map((kind) => renderKind(kind, tally));
    return [
        `<p>Since ${renderComparedRun(found.baseline, runUrl)}.</p>`,
        renderPairs('numbers', counts),
        ...lists,
    ].join('\n');
}
function renderKind(kind, { changes }) {
    const { count, top } = changes[kind];
    const hasDetails = top.some(({ detail }) => detail !== '');
    const rows = top.map(({ account, tokenId, label, detail }) => {
        const cells = [page_cells_renderToken(label, tokenId), renderPerson(account)];
        return page_cells_renderRow(hasDetails ? [...cells, renderText(detail, 600)] : cells);
    });
    return renderList({
        id: `changes-${kind}`,
        title: CHANGE_TITLES[kind],
        noun: kind === 'no-longer-asked' ? 'no longer asked for' : kind,
        headings: ['Token', 'Owner', ...(hasDetails ? ['Detail'] : [])],
        rows,
        total: count,
        file: FILE_NAMES.changes,
        level: 3,
    });
}

;// CONCATENATED MODULE: ./build/report/page-charts.js



const WIDTH = 400;
const LINE = 22;
const LABEL = 130;
/** What the longest bar leaves to its number. */
const NUMBER = 50;
/** How old active tokens are, when they were last used, and when they expire. */
function renderCharts({ spread, activeTokens }) {
    const title = 'Active tokens by their dates';
    const charts = `<div class="charts">\n${spread.map(renderHistogram).join('\n')}\n</div>`;
    const html = activeTokens === 0 ? '' : renderPart({ id: 'charts', title, html: charts });
    return { id: 'charts', title, html };
}
/** One bar, divided, with its numbers below. */
function renderShares(title, shares) {
    const shown = shares.filter(({ count }) => count > 0);
    const total = shown.reduce((sum, { count }) => sum + count, 0);
    let at = 0;
    const parts = shown.map(({ kind, count }) => {
        const [x, width] = [at, (count / total) * 1000];
        at += width;
        return `<rect class="${kind}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10"/>`;
    });
    const items = shown.map(({ label, kind, count }) => `<li class="${kind}"><b>${formatCount(count)}</b> ${label}</li>`);
    return `<figure class="shares">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>
<ul>${items.join('\n')}</ul>
</figure>`;
}
/** Drawn for the eye; who listens gets the same numbers as a list. */
function renderHistogram(histogram) {
    const buckets = listShown(histogram);
    const most = Math.max(1, ...buckets.map(({ count }) => count));
    const bars = buckets.map((bucket, index) => renderBar(bucket, index, most));
    const items = buckets.map(({ label, count }) => `<li>${label}: ${formatCount(count)}</li>`);
    return `<figure>
<figcaption>${histogram.title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${buckets.length * LINE}" aria-hidden="true">
${bars.join('\n')}
</svg>
<ul class="unseen">${items.join('')}</ul>
</figure>`;
}
function renderBar({ label, count }, index, most) {
    const width = (count / most) * (WIDTH - LABEL - NUMBER);
    const base = index * LINE + LINE / 2 + 4;
    const size = `width="${Math.max(width, 1).toFixed(1)}" height="${LINE - 6}"`;
    const bar = count === 0 ? '' : `<rect x="${LABEL}" y="${index * LINE + 3}" ${size} rx="2"/>`;
    const name = `<text x="${LABEL - 8}" y="${base}" text-anchor="end">${label}</text>`;
    return `${name}${bar}<text class="value" x="${(LABEL + width + 6).toFixed(1)}" y="${base}">${formatCount(count)}</text>`;
}

;// CONCATENATED MODULE: ./build/policy/tolerance.js
/** How many of `total` accounts may stay unread; a share is rounded down. */
function computeAllowed(tolerance, total) {
    if (tolerance.kind === 'count')
        return tolerance.count;
    // In whole millionths of a percent, since 2.3 % of 3,000 would come out as 68.99….
    return Math.floor((total * Math.round(tolerance.percent * 1e6)) / 1e8);
}

;// CONCATENATED MODULE: ./build/report/blind-spots.js
/** What an audit of this kind cannot see, as items of a list. */
function listBlindSpots(subject) {
    const common = [
        'service accounts and their tokens, OAuth clients, and organization API keys',
        'tokens of accounts that this organization does not manage',
    ];
    return subject.kind === 'accounts'
        ? ['people who joined after the accounts file was exported', ...common]
        : common;
}

;// CONCATENATED MODULE: ./build/report/page-completeness.js









/** Whether the audit looked everywhere: every account in one column, why some have no result, what no audit sees. */
function renderCompleteness(run, tally, verdict) {
    const title = 'Did it see everything?';
    const blind = listBlindSpots(run.subject).map((item) => `<li>${item}</li>`);
    const html = [
        `<p>${renderAnswer(run, tally, verdict)}</p>`,
        renderShares('Accounts by what became of them', listAccounts(tally)),
        renderReasons(tally),
        `<h3>What this audit cannot see</h3>\n<ul>\n${blind.join('\n')}\n</ul>`,
    ];
    return {
        id: 'completeness',
        title,
        html: renderPart({ id: 'completeness', title, html: html.join('\n') }),
    };
}
function renderAnswer({ tolerance }, tally, { complete }) {
    const total = countAccounts(tally);
    if (complete)
        return `Yes: no account and no page is unread, of ${formatPlural(total, 'account')}.`;
    const allowed = computeAllowed(tolerance, total);
    const unread = formatPlural(countUnread(tally), 'account');
    return `<b>No.</b> ${unread} of ${formatCount(total)} unread, ${formatCount(allowed)} allowed. Every number on this page is a lower bound.`;
}
/** Every account is in exactly one of them. */
function listAccounts(tally) {
    const { checked, unlisted, failed, skipped, rejected, 'not-managed': notManaged } = tally.accounts;
    return [
        { label: 'read', kind: 'good', count: checked },
        { label: 'read, not in the accounts file', kind: 'fair', count: unlisted },
        { label: 'not managed by this organization', kind: 'plain', count: notManaged },
        { label: 'failed', kind: 'bad', count: failed },
        { label: 'skipped', kind: 'bad', count: skipped },
        { label: 'rows without an account ID', kind: 'bad', count: rejected },
        { label: 'without an outcome', kind: 'bad', count: countAccounts(tally) - totals_countRows(tally) },
    ];
}
function renderReasons({ reasons }) {
    const rows = listReasons(reasons).map(({ count, first }) => page_cells_renderRow([
        first.status,
        first.httpStatus === undefined ? '' : String(first.httpStatus),
        count,
        renderExact(first.account.id),
        renderExact(first.detail),
    ]));
    const headings = ['Status', 'HTTP', 'Accounts', 'The first', 'Detail'];
    const intro = `<p>Account by account they are in <code>${FILE_NAMES.accounts}</code>.</p>\n`;
    const title = 'Accounts without a result, by reason';
    return renderList({ id: 'reasons', title, noun: 'reasons', headings, rows, intro, level: 3 });
}

;// CONCATENATED MODULE: ./build/report/page-exceptions.js




/** Exceptions are one file, written by hand: more than these nobody reads. */
const EXCEPTIONS_LISTED = 1000;
/** What is forgiven, until when and why, and which exceptions forgive nothing. */
function renderExceptions({ exceptions }, tally, { complete }) {
    const [id, title] = ['exceptions', 'Exceptions'];
    const lists = [
        renderExcepted(tally),
        renderIdle('expired', 'Expired exceptions', exceptions.expired),
        // Only a complete audit can tell that what an exception was for is gone.
        renderIdle('unmatched', 'Exceptions that matched nothing', complete ? exceptions.listUnmatched() : []),
    ].filter((list) => list !== '');
    return { id, title, html: lists.length === 0 ? '' : renderPart({ id, title, html: lists.join('\n') }) };
}
function renderExcepted({ excepted }) {
    return renderList({
        id: 'excepted',
        title: 'Excepted findings',
        noun: 'excepted findings',
        headings: ['Rule', 'Owner', 'Token', 'Evidence', 'Reason', 'Until'],
        rows: excepted.top.map(page_exceptions_renderFinding),
        total: excepted.count,
        file: FILE_NAMES.findings,
        level: 3,
    });
}
function page_exceptions_renderFinding(finding) {
    const { rule, account, token, exception } = finding;
    return page_cells_renderRow([
        rule,
        account ? renderPerson(account) : '',
        token ? page_cells_renderToken(token.label, token.id) : '',
        renderText(renderEvidence(finding), 600),
        renderText(exception?.reason ?? '', 600),
        renderText(exception?.expires ?? ''),
    ]);
}
function renderIdle(id, title, exceptions) {
    const rows = exceptions
        .slice(0, EXCEPTIONS_LISTED)
        .map(({ line, accountId, tokenId, rule, expires, reason }) => page_cells_renderRow([
        { html: String(line), value: line },
        renderExact(accountId),
        renderExact(tokenId),
        renderText(rule),
        renderText(expires),
        renderText(reason, 600),
    ]));
    const headings = ['Line', 'Account ID', 'Token ID', 'Rule', 'Until', 'Reason'];
    const total = exceptions.length;
    return renderList({
        id,
        title,
        noun: `${id} exceptions`,
        headings,
        rows,
        total,
        file: FILE_NAMES.report,
        level: 3,
    });
}

;// CONCATENATED MODULE: ./build/result/owners.js
/**
 * Groups findings that have an account by it; groups stand in the order of their first finding. The others are the
 * organization's.
 */
function groupByOwner(findings) {
    const organization = findings.filter(({ account }) => !account);
    const owners = new Map();
    for (const finding of findings) {
        const { account, rule } = finding;
        if (!account)
            continue;
        const key = account.id || `${account.name} ${account.email}`;
        const owner = owners.get(key) ?? { account, findings: [], counts: new Map() };
        owners.set(key, owner);
        owner.findings.push(finding);
        owner.counts.set(rule, (owner.counts.get(rule) ?? 0) + 1);
    }
    return { organization, owners: [...owners.values()] };
}

;// CONCATENATED MODULE: ./build/report/page-findings.js







/** Who must act: the findings of each owner, the most urgent owner first, after those of the organization. */
function renderFindings({ orgId }, { findings }) {
    const [id, title] = ['findings', 'Findings: who must act'];
    const { organization, owners } = groupByOwner(findings.top);
    const groups = owners.map(renderOwner);
    if (organization.length > 0)
        groups.unshift(renderGroup('<b>The organization</b>', organization));
    const intro = `<p>${renderWhere(orgId)}</p>\n`;
    const html = renderList({
        id,
        title,
        noun: 'findings',
        headings: ['Rule', 'Token', 'Evidence'],
        rows: groups,
        total: findings.count,
        intro: intro + page_findings_renderShare(findings),
        grouped: true,
    });
    return { id, title: 'Findings', html };
}
function page_findings_renderShare({ count, top }) {
    if (count <= top.length)
        return '';
    return `<p>The ${formatCount(top.length)} most urgent of ${formatCount(count)}; ${renderHeld(FILE_NAMES.findings)}.</p>\n`;
}
function renderOwner({ account, findings }) {
    const count = renderSmall(formatPlural(findings.length, 'finding'));
    return renderGroup(`${renderPerson(account)} ${count}`, findings);
}
/** A body of its own: the group's name, then its findings. */
function renderGroup(name, findings) {
    const rows = findings.map((finding) => {
        const { rule, token } = finding;
        return page_cells_renderRow([
            rule,
            token ? page_cells_renderToken(token.label, token.id) : '',
            renderText(renderEvidence(finding), 600),
        ]);
    });
    return `<tbody>\n<tr class="group"><th colspan="3" scope="rowgroup">${name}</th></tr>\n${rows.join('\n')}\n</tbody>`;
}

;// CONCATENATED MODULE: ./build/report/page-script.js
/**
 * What the page does beyond being read: search, filter, sort. Without it everything is there all the same. It makes
 * no markup of any text.
 */
const SCRIPT = String.raw `'use strict';
const collator = new Intl.Collator('en', { numeric: true });

// Accents, case and the encoder's zero-width spaces are no part of what somebody looks for.
const fold = (text) => text.normalize('NFKD').replace(/[\p{M}\u200b]/gu, '').toLowerCase();
const isGroup = (row) => row.classList.contains('group');
const textOf = (row) => [...row.cells].map((cell) => cell.textContent).join(' ');

// What is known of a table: its rows in their order, their texts once somebody searches, how many may be shown.
function readTable(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !isGroup(row));
  const section = table.closest('section');
  const all = document.createElement('button');
  section.append(Object.assign(all, { type: 'button', className: 'all', hidden: true }));
  return { table, section, rows, all, texts: undefined, limit: 500, fitting: rows.length };
}

function readTexts({ table, rows }) {
  const names = new Map([...table.tBodies].map((body) => [body, isGroup(body.rows[0]) ? textOf(body.rows[0]) : '']));
  return new Map(rows.map((row) => [row, fold(names.get(row.parentElement) + ' ' + textOf(row))]));
}

function narrowTable(entry, words, flag) {
  if (words.length > 0) entry.texts ??= readTexts(entry);
  for (const row of entry.rows) {
    const flags = row.dataset.flags;
    row.hidden = words.some((word) => !entry.texts.get(row).includes(word))
      || (flag !== '' && flags !== undefined && !flags.split(' ').includes(flag));
  }
  entry.fitting = entry.rows.filter((row) => !row.hidden).length;
  entry.section.classList.toggle('none', entry.fitting === 0);
  entry.section.querySelector('.count').dataset.shown =
    entry.fitting === entry.rows.length ? '' : entry.fitting + ' of ';
  limitTable(entry);
}

// The first rows that fit are shown, and a button for the others.
function limitTable({ table, rows, all, limit, fitting }) {
  let seen = 0;
  for (const row of rows) row.classList.toggle('later', !row.hidden && ++seen > limit);
  for (const group of table.querySelectorAll('.group')) {
    const own = [...group.parentElement.rows].slice(1);
    group.hidden = own.every((row) => row.hidden);
    group.classList.toggle('later', own.every((row) => row.hidden || row.classList.contains('later')));
  }
  all.hidden = fitting <= limit;
  all.textContent = all.hidden ? '' : 'Show all ' + fitting + ' ' + table.dataset.noun;
}

function narrow(entries, search, filter, told) {
  const words = fold(search.value).split(/\s+/).filter((word) => word !== '');
  for (const entry of entries) narrowTable(entry, words, filter.value);
  const left = entries.toReversed().filter(({ fitting }) => fitting > 0);
  const parts = left.map(({ fitting, rows, table }) => fitting + ' of ' + rows.length + ' ' + table.dataset.noun);
  const isNarrow = words.length > 0 || filter.value !== '';
  told.textContent = isNarrow ? 'Fitting: ' + (parts.join(', ') || 'nothing') : '';
}

const keyOf = ({ dataset, textContent }) => (dataset.value === undefined ? fold(textContent) : Number(dataset.value));
const compare = (a, b) => (typeof a === 'number' ? (a > b) - (a < b) : collator.compare(a, b));

function sortTable(entry, heading) {
  const isDown = heading.ariaSort === 'ascending';
  const keyed = entry.rows.map((row) => [keyOf(row.cells[heading.cellIndex]), row]);
  keyed.sort(([a], [b]) => (isDown ? compare(b, a) : compare(a, b)));
  entry.rows = keyed.map(([, row]) => row);
  limitTable(entry);
  entry.table.tBodies[0].replaceChildren(...entry.rows);
  for (const other of heading.parentElement.cells) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
}

function offerSort(entry) {
  for (const heading of entry.table.tHead.rows[0].cells) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    button.addEventListener('click', () => sortTable(entry, heading));
    heading.append(button);
  }
}

function offerAll(entry) {
  entry.all.addEventListener('click', () => {
    entry.table.parentElement.focus();
    entry.limit = Infinity;
    limitTable(entry);
  });
  limitTable(entry);
}

function offerSearch(entries) {
  const tools = document.querySelector('.tools');
  const [search, filter, told] = ['#search', '#filter', '#told'].map((id) => document.querySelector(id));
  const update = () => narrow(entries, search, filter, told);
  search.addEventListener('input', update);
  filter.addEventListener('change', update);
  tools.hidden = false;
  // Headings stop below the tools, however many lines these take.
  const tell = () => document.body.style.setProperty('--tools', tools.offsetHeight + 'px');
  new ResizeObserver(tell).observe(tools);
  if (search.value !== '' || filter.value !== '') update();
}

const { classList } = document.documentElement;
classList.add('opening');
document.addEventListener('DOMContentLoaded', () => {
  const entries = [...document.querySelectorAll('table')].map(readTable);
  entries.filter(({ table }) => 'sortable' in table.dataset).forEach(offerSort);
  entries.forEach(offerAll);
  offerSearch(entries);
  classList.remove('opening');
});
`;

;// CONCATENATED MODULE: ./build/report/page-style.js
/** How the page looks: by day, by night, on a telephone, on paper. */
const STYLE = `
:root {
  color-scheme: light dark;
  --back: #fff; --panel: #f5f7fa; --ink: #1b2129; --soft: #55606e; --line: #d5dbe3;
  --accent: #1f6fc4; --link: #0b5cad; --good: #187a35; --fair: #8a5a00; --bad: #b42318; --plain: #76808d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --back: #10151c; --panel: #18202a; --ink: #e5ebf2; --soft: #a2aebc; --line: #323d4a;
    --accent: #4c9bf0; --link: #7ab8ff; --good: #52c878; --fair: #e0a94a; --bad: #ff8b80; --plain: #8d99a8;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
body > *, .tools { padding: 0 max(1.25rem, 50vw - 41rem); }
[hidden] { display: none !important; }
a { color: var(--link); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; font-weight: 600; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 0.75rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 0.5rem; }
p { margin: 0.5rem 0; max-width: 75ch; }
code { font: inherit; overflow-wrap: anywhere; }
small code { font: 0.95em ui-monospace, monospace; }
small, dt, em, .kind, .count, footer { color: var(--soft); }
small { font-size: 0.87em; }
dl, dd, ul, figure { margin: 0; padding: 0; }
ul { padding-left: 1.25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.verdict { border-top: 6px solid var(--mark); background: var(--panel); border-bottom: 1px solid var(--line); padding-top: 1.5rem; padding-bottom: 1.5rem; --mark: var(--bad); }
.clean { --mark: var(--good); } .incomplete { --mark: var(--fair); }
.kind { margin: 0; font-size: 0.85rem; letter-spacing: 0.04em; text-transform: uppercase; }
.word { display: block; font-size: 2.2rem; font-weight: 700; color: var(--mark); }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; font-size: 0.9rem; }
.facts div { display: flex; gap: 0.5rem; } .facts dd { overflow-wrap: anywhere; }
.lines { list-style: none; padding: 0; margin: 1.25rem 0 0; }
.lines li { border-left: 4px solid var(--plain); padding: 0.3rem 0.75rem; margin: 0.4rem 0; background: var(--back); overflow-wrap: anywhere; }
.lines b { margin-right: 0.4rem; }
.lines .Problem { border-color: var(--bad); } .lines .Warning { border-color: var(--fair); }
.lines .Problem b { color: var(--bad); } .lines .Warning b { color: var(--fair); }
.numbers { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0.75rem; margin-top: 1.25rem; }
.numbers div { display: flex; flex-direction: column-reverse; justify-content: flex-end; background: var(--back); border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem 0.75rem; }
.numbers dt { font-size: 0.8rem; line-height: 1.3; } .numbers dd { font-size: 1.5rem; font-weight: 600; line-height: 1.3; }

nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0.75rem 0; }
.tools { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; padding-top: 0.6rem; padding-bottom: 0.6rem; background: var(--panel); border-block: 1px solid var(--line); }
.tools label { display: flex; gap: 0.5rem; align-items: center; }
.tools output { flex-basis: 100%; font-size: 0.85rem; color: var(--soft); } .tools output:empty { position: absolute; }
input, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--plain); border-radius: 4px; padding: 0.25rem 0.5rem; min-width: 0; }
input { width: 22rem; max-width: 60vw; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.5rem 2rem; }
figcaption { font-weight: 600; margin-bottom: 0.5rem; }
svg { display: block; width: 100%; max-width: 34rem; fill: var(--accent); }
svg text { font-size: 12px; fill: var(--soft); } svg .value { fill: var(--ink); font-weight: 600; }
.shares { margin: 1rem 0; } .shares svg { max-width: none; height: 1rem; border-radius: 4px; }
.shares ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 0.5rem 0; }
.shares li::before { content: ""; display: inline-block; width: 0.75rem; height: 0.75rem; border-radius: 2px; margin-right: 0.4rem; background: var(--c); }
.shares .good { fill: var(--good); --c: var(--good); } .shares .fair { fill: var(--fair); --c: var(--fair); }
.shares .plain { fill: var(--plain); --c: var(--plain); } .shares .bad { fill: var(--bad); --c: var(--bad); }

.count { font-weight: 400; margin-left: 0.35rem; } .count::before { content: attr(data-shown); }
.all { font: inherit; color: var(--link); background: none; border: 1px solid var(--line); border-radius: 4px; padding: 0.4rem 1rem; margin-top: 0.75rem; cursor: pointer; }
.none .scroll { display: none; } .none > h2::after, .none > h3::after { content: " – no row fits"; font-weight: 400; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; font-weight: 400; }
thead { position: sticky; top: var(--tools, 3.2rem); z-index: 1; } thead th { background: var(--panel); font-weight: 600; overflow-wrap: normal; }
tbody th b, td b { display: block; font-weight: 600; } td small, tbody th small { display: block; }
tbody tr:hover { background: var(--panel); }
.number { text-align: right; }
.group th { background: var(--panel); padding-top: 0.75rem; } .group b, .group small, .group code { display: inline; margin-right: 0.6rem; }
.state { color: var(--soft); } .state.active { color: var(--good); }
thead button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left; }
thead button::after { content: " ↕"; color: var(--soft); }
[aria-sort="ascending"] button::after { content: " ↑"; } [aria-sort="descending"] button::after { content: " ↓"; }
.reasons tr > :nth-child(-n + 3), .expired tr > :nth-child(1), .unmatched tr > :nth-child(1) { width: 9%; }
.reasons tr > :nth-child(4) { width: 25%; }
.findings tr > :nth-child(1) { width: 20%; } .findings tr > :nth-child(2) { width: 32%; }
.excepted tr > :nth-child(2) { width: 24%; } .excepted tr > :nth-child(6) { width: 9%; }
.holders tr > :nth-child(n + 2), .unlisted tr > :nth-child(n + 2) { width: 12%; text-align: right; }
.tokens tr > :nth-child(1) { width: 24%; } .tokens tr > :nth-child(2) { width: 27%; } .tokens tr > :nth-child(3) { width: 8%; }
.reasons tr > :nth-child(3), .expired tr > :nth-child(1), .unmatched tr > :nth-child(1) { text-align: right; }
.findings .group > th { width: 100%; }
.settings { columns: 20rem 3; font-size: 0.9rem; } .settings div { break-inside: avoid; overflow-wrap: anywhere; } .settings dt, .settings dd { display: inline; } .settings dt::after { content: ": "; }
footer { padding-top: 2rem; padding-bottom: 2rem; font-size: 0.85rem; }

/* With the script, long tables show their first rows until somebody asks for all: what is not shown costs no time. */
@media screen {
  .opening tbody tr:nth-child(n + 501), .opening tbody:nth-of-type(n + 501), .later { display: none; }
}
@media screen and (max-width: 60rem) {
  .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
  .excepted, .reasons, .expired, .unmatched { min-width: 46rem; } .tokens { min-width: 60rem; }
  thead { position: static; }
}
@media screen and (max-width: 40rem) {
  .numbers { grid-template-columns: repeat(2, 1fr); }
  .tools { position: static; } h1 { font-size: 1.3rem; }
  .findings tr > :nth-child(1) { width: 28%; } .findings tr > :nth-child(2) { width: 34%; }
}
@media print {
  body { font-size: 10pt; } body > * { padding: 0; }
  .tools, nav, .all { display: none !important; }
  .verdict, .lines li, .numbers div, thead th, .group th { background: none; }
  .scroll { overflow: visible; border: 0; } 
  table { font-size: 7.5pt; line-height: 1.35; } th, td { padding: 0.3em 0.5em; }
  thead { position: static; } tr, figure, .lines li { break-inside: avoid; } h2, h3, .group { break-after: avoid; }
  thead button { display: contents; } thead button::after { display: none; }
  svg, .shares li::before { print-color-adjust: exact; }
  .charts { grid-template-columns: 1fr 1fr; }
  .list-tokens { page: wide; }
  @page { margin: 14mm; }
  @page wide { size: landscape; margin: 12mm; }
}
`;

;// CONCATENATED MODULE: ./build/report/page-tokens.js







/** What the filter offers, and the flag of the rows that each shows. They count as the numbers at the top do. */
const FILTERS = [
    ['', 'all tokens'],
    ['active', 'active'],
    ['inactive', 'disabled or expired'],
    ['broken', 'breaking a rule'],
    ['unused', 'active, never used'],
    ['endless', 'active, without expiry'],
    ['soon', `active, expiring in ${SOON_DAYS} days`],
];
const HEADINGS = ['Token', 'Owner', 'State', 'Created', 'Last used', 'Expires', 'Breaks'];
/** The tokens, most urgent first. */
function renderTokens(tally) {
    const [id, title] = ['tokens', 'Tokens'];
    const { count, top } = tally.urgent;
    const rows = top.map(({ judged }) => renderJudged(judged, tally.now));
    const intro = `<p>${renderOrder(top.length, count)}</p>\n`;
    return {
        id,
        title,
        html: renderList({ id, title, noun: 'tokens', headings: HEADINGS, rows, total: count, intro }),
    };
}
function renderOrder(listed, count) {
    const which = count > listed
        ? `The ${formatCount(listed)} most urgent of ${formatCount(count)}; ${renderHeld(FILE_NAMES.output)}. First`
        : 'The most urgent first:';
    return `${which} active tokens, among them those that break more rules, among these the longest idle. A token is active unless disabled, blocked or expired.`;
}
function renderJudged(judged, now) {
    const { account, token, active, broken } = judged;
    const cells = [
        page_cells_renderToken(token.label, token.id),
        renderPerson(account),
        renderState(judged),
        renderDate(token.createdAt, now, { words: 'not told', value: 0 }),
        renderDate(token.lastAccess, now, { words: 'never', value: 0 }),
        renderDate(token.expiry, now, { words: 'never', value: Number.POSITIVE_INFINITY }),
        broken.join(', '),
    ];
    return page_cells_renderRow(cells, active ? listFlags(judged, now) : ['inactive']);
}
function renderState({ active, token }) {
    if (active)
        return '<span class="state active">active</span>';
    return `<span class="state">${token.disabled ? 'disabled' : 'expired'}</span>`;
}
function listFlags({ token, broken }, now) {
    const expiry = parseExpiry(token);
    const flags = [
        ['active', true],
        ['broken', broken.length > 0],
        ['unused', 'missing' in parseTime(token.lastAccess)],
        ['endless', expiry === undefined],
        ['soon', expiry !== undefined && expiry <= now + SOON_DAYS * DAY_MS],
    ];
    return flags.filter(([, holds]) => holds).map(([flag]) => flag);
}

;// CONCATENATED MODULE: ./build/report/page-verdict.js





/** An error message may hold the body of an answer. */
const LINE_LENGTH = 2000;
/** The head of the page: what came out, of which run, and what is wrong. */
function renderVerdict(run, tally, verdict) {
    const [word = '', ...rest] = verdict.headline.split(':');
    return `<header class="verdict ${verdict.result}">
<p class="kind">Audit of API tokens</p>
<h1><span class="word">${(0,text_escape/* escapeHtml */.ZD)(word)}</span> ${(0,text_escape/* escapeHtml */.ZD)(rest.join(':').trim())}</h1>
${renderRun(run)}
${renderLines(verdict)}
${renderNumbers(tally)}
</header>`;
}
function renderRun({ repository, workflow, runUrl, startedAt, finishedAt, subject }) {
    const pairs = [
        ['Run', renderLink(runUrl, renderText([repository, workflow].filter((name) => name !== '').join(', ')))],
        ['Started', formatMinute(startedAt.getTime())],
        ['Took', formatDuration(finishedAt.getTime() - startedAt.getTime())],
        ['Source', subject.kind === 'accounts' ? 'one call per account' : 'the organization-wide list'],
        ['Accounts file', renderExact(subject.file?.path ?? '')],
    ];
    return renderPairs('facts', pairs.filter(([, value]) => value !== ''));
}
function renderLines({ problems, warnings, notices }) {
    const lines = [
        ['Problem', problems],
        ['Warning', warnings],
        ['Note', notices],
    ];
    const items = lines.flatMap(([word, texts]) => texts.map((text) => `<li class="${word}"><b>${word}</b> ${renderText(text, LINE_LENGTH)}</li>`));
    return items.length === 0 ? '' : `<ul class="lines">\n${items.join('\n')}\n</ul>`;
}
function renderNumbers(tally) {
    const numbers = [
        ['accounts', countAccounts(tally)],
        ['read', countRead(tally)],
        ['unread', countUnread(tally)],
        ['holding tokens', tally.accountsWithTokens],
        ['tokens', tally.tokens],
        ['active', tally.activeTokens],
        ['never used', tally.neverUsed.count],
        ['without expiry', tally.withoutExpiry.count],
        [`expiring in ${SOON_DAYS} days`, tally.expiringSoon.count],
        ['findings', tally.findings.count],
    ];
    return renderPairs('numbers', numbers.map(([name, count]) => [name, formatCount(count)]));
}

;// CONCATENATED MODULE: ./build/report/page.js















/**
 * report.html: the run for people to read and to forward, in one page that fetches nothing and is whole without its
 * script. `conceal` takes the key out of what others chose; style and script, whose hashes the policy names, stay as
 * they are.
 */
function renderPage(run, tally, verdict, conceal = (text) => text) {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${renderPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>API tokens, ${formatDay(run.startedAt.getTime())}: ${verdict.result}</title>
<style>${STYLE}</style>
<script>${SCRIPT}</script>
</head>
<body>
${conceal(page_renderContent(run, tally, verdict))}
</body>
</html>
`;
}
/** Nothing may be loaded, sent or run but this style and this script. https://www.w3.org/TR/CSP3/ */
function renderPolicy() {
    const [style, script] = [STYLE, SCRIPT].map((text) => `'sha256-${(0,external_node_crypto_.createHash)('sha256').update(text).digest('base64')}'`);
    return `default-src 'none'; style-src ${style}; script-src ${script}; base-uri 'none'; form-action 'none'`;
}
function page_renderContent(run, tally, verdict) {
    const sections = [
        renderCompleteness(run, tally, verdict),
        renderChanges(run, tally, verdict),
        renderCharts(tally),
        renderFindings(run, tally),
        renderExceptions(run, tally, verdict),
        renderUnlisted(tally),
        renderHolders(tally),
        renderSettings(run),
        renderTokens(tally),
    ].filter(({ html }) => html !== '');
    return `${renderVerdict(run, tally, verdict)}
${renderContents(sections)}
${renderTools()}
<main>
${sections.map(({ html }) => html).join('\n')}
</main>
<footer>Made by token-audit ${action/* version */.rE}. It holds who has API tokens: pass it on only to those who may know.</footer>`;
}
function renderContents(sections) {
    const items = sections.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`);
    return `<nav aria-label="Contents"><ul>${items.join('')}</ul></nav>`;
}
/** Hidden until the script that gives it sense shows it. */
function renderTools() {
    const options = FILTERS.map(([flag, label]) => `<option value="${flag}">${label}</option>`);
    return `<div class="tools" role="search" hidden>
<label>Search all tables <input type="search" id="search" autocomplete="off" spellcheck="false"></label>
<label>Tokens <select id="filter" autocomplete="off">${options.join('')}</select></label>
<output id="told" role="status"></output>
</div>`;
}
function renderSettings({ settings }) {
    const [id, title] = ['settings', 'Settings'];
    const given = Object.entries(settings).filter(([, value]) => value !== '');
    const pairs = given.map(([name, value]) => [renderText(name), renderText(value)]);
    const html = renderPart({ id, title, html: renderPairs('settings', pairs) });
    return { id, title, html: pairs.length === 0 ? '' : html };
}

;// CONCATENATED MODULE: ./build/report/report-json.js





/** Raised whenever a reader of an older report.json could misread a newer one. */
const report_json_SCHEMA_VERSION = 1;
/** report.json: the run for a machine to read. Values are raw, exactly as they were received. */
function renderReport(run, tally, verdict) {
    const { result, complete, headline, problems, warnings, notices } = verdict;
    const report = {
        schemaVersion: report_json_SCHEMA_VERSION,
        generator: { name: 'token-audit', version: action/* version */.rE },
        startedAt: run.startedAt.toISOString(),
        finishedAt: run.finishedAt.toISOString(),
        run: { repository: run.repository, workflow: run.workflow, url: run.runUrl },
        source: run.subject.kind,
        settings: run.settings,
        accountsFile: run.subject.file ? describeAccountsFile(run.subject.file) : null,
        verdict: { result, complete, headline, problems, warnings, notices },
        counts: report_json_computeCounts(tally),
        completeness: computeCompleteness(run, tally),
        findings: {
            total: tally.findings.count,
            byRule: Object.fromEntries([...tally.broken].map(([rule, { count }]) => [rule, count])),
            listed: tally.findings.top.map(describeFinding),
            excepted: { total: tally.excepted.count, listed: tally.excepted.top.map(describeFinding) },
        },
        exceptions: {
            expired: run.exceptions.expired.map(describeException),
            unmatched: verdict.complete ? run.exceptions.listUnmatched().map(describeException) : null,
        },
        baseline: describeBaseline(run.baseline),
        changes: verdict.trusted && run.baseline?.kind === 'read' ? describeChanges(tally) : null,
    };
    return `${JSON.stringify(report, null, 2)}\n`;
}
function describeAccountsFile({ path, columns, encoding, accounts, duplicates, rejected }) {
    return { path, columns, encoding, accounts, duplicates, rejected };
}
function report_json_computeCounts(tally) {
    return {
        accounts: { total: countAccounts(tally), ...tally.accounts },
        accountsWithTokens: tally.accountsWithTokens,
        tokens: { total: tally.tokens, active: tally.activeTokens },
    };
}
function computeCompleteness({ tolerance }, tally) {
    return {
        unread: countUnread(tally),
        allowed: computeAllowed(tolerance, countAccounts(tally)),
        reasons: [...tally.reasons.values()].map(({ count, first }) => ({
            status: first.status,
            httpStatus: first.httpStatus ?? null,
            count,
            first: { accountId: first.account.id, detail: first.detail },
        })),
    };
}
function describeFinding(finding) {
    const { rule, account, token, exception } = finding;
    return {
        rule,
        account: account ? { id: account.id, name: account.name, email: account.email } : null,
        token: token ? { id: token.id, label: token.label } : null,
        evidence: renderEvidence(finding),
        ...(exception ? { exception: describeException(exception) } : {}),
    };
}
function describeException({ line, accountId, tokenId, rule, expires, reason }) {
    return { line, accountId, tokenId, rule, expires, reason };
}
function describeBaseline(found) {
    if (found?.kind !== 'read')
        return found ? { none: found.why } : null;
    const { run, startedAt, complete } = found.baseline;
    return { run, startedAt, complete };
}
/** Of each kind how many there are, and the first of them; changes.csv holds all. */
function describeChanges({ changes }) {
    const kinds = CHANGES.map((kind) => {
        const { count, top } = changes[kind];
        const listed = top.map(({ account, tokenId, label, detail }) => ({ account, tokenId, label, detail }));
        return [kind, { total: count, listed }];
    });
    return Object.fromEntries(kinds);
}

;// CONCATENATED MODULE: ./build/report/start-lines.js


const PUBLIC = 'This repository is public, or its visibility is unknown: no artifact is uploaded, and summary and log hold counts only. Run it in a private repository, or set allow-public if everybody may see who holds tokens.';
const TRIMMED = 'org-token: left out the spaces or line breaks around the key.';
/** What a run says before it starts: what will happen, what was recognised, and what was forgiven. */
function renderStart(start) {
    const { subject, exceptions, reveal, showCells, keyWasTrimmed, apiUrl, concurrency } = start;
    const lines = [{ level: 'info', line: renderPlan(subject, apiUrl, concurrency) }];
    if (!reveal)
        lines.push({ level: 'warning', line: PUBLIC });
    if (keyWasTrimmed)
        lines.push({ level: 'notice', line: TRIMMED });
    if (subject.file)
        lines.push(...renderFile(subject.file, showCells));
    if (exceptions.count > 0)
        lines.push({ level: 'info', line: start_lines_renderExceptions(exceptions) });
    return lines;
}
/** Which run this one is compared with; that there is none is said at the end. */
function renderBaseline(baseline) {
    if (baseline?.kind !== 'read')
        return [];
    const { run, startedAt, tokenCount, asked, complete } = baseline.baseline;
    const counts = `${formatPlural(tokenCount, 'token')}, ${formatPlural(asked, 'account')}`;
    const line = `Compares with the run of ${formatInstant(startedAt)} (${run}): ${counts}${complete ? '' : ', not complete'}.`;
    return [{ level: 'info', line }];
}
function start_lines_renderExceptions({ count, expired }) {
    const more = expired.length > 0 ? `, ${formatCount(expired.length)} of them expired` : '';
    return `Exceptions file: ${formatPlural(count, 'exception')}${more}.`;
}
function renderPlan(subject, { origin }, concurrency) {
    return subject.kind === 'accounts'
        ? `Asks ${origin} for the API tokens of each account, read-only, at most ${concurrency} at a time.`
        : `Asks ${origin} for the organization's list of API tokens, read-only, page by page.`;
}
function renderFile(file, showCells) {
    const lines = [{ level: 'info', line: renderRecognised(file) }];
    const replaced = `accounts-csv: some bytes are not valid ${file.encoding}; names may look wrong.`;
    if (file.replaced)
        lines.push({ level: 'notice', line: replaced });
    if (file.rejected > 0)
        lines.push({ level: 'info', line: renderRejected(file, showCells) });
    return lines;
}
function renderRecognised(file) {
    const { id, name, email, status } = file.columns;
    const others = [name, email, status].filter((heading) => heading !== undefined);
    const more = others.length > 0 ? `, and with them ${others.map(quote).join(', ')}` : '';
    const columns = id === '' ? 'a plain list without header' : `IDs in the column ${quote(id)}${more}`;
    const duplicates = file.duplicates > 0 ? `, ${formatPlural(file.duplicates, 'duplicate')} left out` : '';
    return `Accounts file ${file.path} (${file.encoding}): ${formatPlural(file.accounts, 'account')}${duplicates}; ${columns}.`;
}
/** The first rows without an account ID; their cells only with `showCells`. */
function renderRejected({ rejected, firstRejected }, showCells) {
    const rows = firstRejected.map(({ line, cell }) => showCells ? `line ${line} ${quote((0,text_escape/* cut */.Jj)(cell, 60))}` : `line ${line}`);
    const end = rejected > rows.length ? ', …' : '.';
    return `Unread, because they hold no account ID: ${formatPlural(rejected, 'row')} of the accounts file: ${rows.join(', ')}${end}`;
}
function quote(text) {
    return JSON.stringify(text);
}

;// CONCATENATED MODULE: ./build/report/table.js

/**
 * An HTML table for a job summary. HTML, because no Markdown is read inside it as long as no line is blank: a cell
 * needs one encoder only. https://github.github.com/gfm/#html-blocks
 */
function renderTable(headings, rows) {
    const head = `<tr>${headings.map((heading) => `<th align="left">${heading}</th>`).join('')}</tr>`;
    return ['<table>', head, ...rows.map(table_renderRow), '</table>'].join('\n');
}
/** Content that opens on a click. */
function renderFolded(title, content) {
    return `<details><summary>${title}</summary>\n${content}\n</details>`;
}
function table_renderRow(cells) {
    const row = cells.map((cell) => typeof cell === 'number' ? `<td align="right">${formatCount(cell)}</td>` : `<td>${cell}</td>`);
    return `<tr>${row.join('')}</tr>`;
}

;// CONCATENATED MODULE: ./build/report/summary-tables.js






const CELL_LENGTH = 80;
/** The accounts that hold the most tokens; empty when nobody holds one. */
function summary_tables_renderHolders({ holders }) {
    if (holders.count === 0)
        return '';
    return renderFolded(`Accounts with most tokens${summary_tables_renderShare(holders.count)}`, summary_tables_renderHolding(holders.top));
}
/** The owners of tokens whom the accounts file does not know, most tokens first; empty when there are none. */
function summary_tables_renderUnlisted({ unlisted }) {
    if (unlisted.count === 0)
        return '';
    const title = `Owners not in the accounts file: ${formatCount(unlisted.count)}${summary_tables_renderShare(unlisted.count)}`;
    return renderFolded(title, summary_tables_renderHolding(unlisted.top));
}
/** One folded table for each way in which active tokens deserve a look. */
function renderTokenTables(tally) {
    return [
        summary_tables_renderTokens('Oldest tokens', tally.oldest, tally.now),
        summary_tables_renderTokens('Never used', tally.neverUsed, tally.now),
        summary_tables_renderTokens('Without expiry', tally.withoutExpiry, tally.now),
        summary_tables_renderTokens(`Expiring within ${SOON_DAYS} days`, tally.expiringSoon, tally.now),
    ];
}
/** Why accounts were not read, with the first of each reason; that one only with `reveal`. */
function summary_tables_renderReasons({ reasons }, reveal) {
    if (reasons.size === 0)
        return '';
    const rows = listReasons(reasons)
        .slice(0, ROWS)
        .map(({ count, first }) => [
        first.status,
        first.httpStatus === undefined ? '' : String(first.httpStatus),
        count,
        ...(reveal ? [(0,text_escape/* escapeCode */.tn)(first.account.id), (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(first.detail, 2 * CELL_LENGTH))] : []),
    ]);
    const headings = ['Status', 'HTTP', 'Accounts', ...(reveal ? ['The first', 'Detail'] : [])];
    return `## Accounts without a result${summary_tables_renderShare(reasons.size)}\n\n${renderTable(headings, rows)}`;
}
function summary_tables_renderHolding(accounts) {
    const rows = accounts.map(({ account, tokens, active }) => [
        ...renderAccount(account),
        tokens,
        active,
    ]);
    return renderTable(['Account ID', 'Name', 'Email', 'Tokens', 'Active'], rows);
}
function summary_tables_renderTokens(title, { count, top }, now) {
    if (count === 0)
        return '';
    const rows = top.map(({ account, token }) => [
        ...renderAccount(account),
        (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(token.label, CELL_LENGTH)),
        renderDay(token.createdAt),
        renderAge(token.createdAt, now),
        renderDay(token.lastAccess),
        renderDay(token.expiry),
    ]);
    const headings = ['Account ID', 'Name', 'Email', 'Label', 'Created', 'Days old', 'Last used', 'Expires'];
    return renderFolded(`${title}: ${formatCount(count)}`, renderTable(headings, rows));
}
/** Cells with who an account is. */
function renderAccount({ id, name, email }) {
    return [(0,text_escape/* escapeCode */.tn)(id), (0,text_escape/* escapeHtml */.ZD)((0,text_escape/* cut */.Jj)(name, CELL_LENGTH)), (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(email, CELL_LENGTH))];
}
/** The day of a readable time, nothing where there is none, anything else as it came. */
function renderDay(text) {
    const time = parseTime(text);
    if ('at' in time)
        return formatDay(time.at);
    return time.missing === 'missing' ? '' : (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(text, 40));
}
function renderAge(createdAt, now) {
    const time = parseTime(createdAt);
    return 'at' in time ? Math.floor((now - time.at) / DAY_MS) : '';
}
/** How many rows of how many are shown, when it is not all. */
function summary_tables_renderShare(count) {
    return count > ROWS ? ` (the first ${ROWS} of ${formatCount(count)})` : '';
}

;// CONCATENATED MODULE: ./build/report/summary-changes.js







/** What changed since which run, in numbers; empty without a baseline, of which the verdict says why there is none. */
function summary_changes_renderChanges({ baseline, runUrl }, { changes }) {
    if (baseline?.kind !== 'read')
        return '';
    const counts = CHANGES.map((change) => `<b>${formatCount(changes[change].count)}</b>`);
    const table = renderTable(['New', 'Removed', 'Changed', 'Unknown', 'No longer asked for'], [counts]);
    return `## What changed\n\nSince ${renderComparedRun(baseline.baseline, runUrl)}.\n\n${table}`;
}
/** One folded table for each kind of change that there is. */
function renderChangeTables({ changes }) {
    return CHANGES.map((kind) => {
        const { count, top } = changes[kind];
        if (count === 0)
            return '';
        const rows = top
            .slice(0, ROWS)
            .map(({ account, tokenId, label, detail }) => [
            ...renderAccount(account),
            (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(tokenId, CELL_LENGTH)),
            (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(label, CELL_LENGTH)),
            (0,text_escape/* escapeHtml */.ZD)((0,text_escape/* cut */.Jj)(detail, 3 * CELL_LENGTH)),
        ]);
        const headings = ['Account ID', 'Name', 'Email', 'Token ID', 'Label', 'Detail'];
        return renderFolded(`${CHANGE_TITLES[kind]}: ${formatCount(count)}${summary_tables_renderShare(count)}`, renderTable(headings, rows));
    });
}

;// CONCATENATED MODULE: ./build/report/summary-charts.js



/** In pixels. Where a page is narrower, Mermaid draws smaller but leaves too little room for labels. */
const summary_charts_WIDTH = 400;
const TITLE_HEIGHT = 40;
const BAR_HEIGHT = 26;
/** How the active tokens are spread: numbers and words of our own only. Empty where there are no such tokens. */
function summary_charts_renderCharts({ activeTokens, spread }) {
    if (activeTokens === 0)
        return '';
    const charts = spread.flatMap((histogram) => [renderChart(histogram), summary_charts_renderNumbers(histogram)]);
    return ['## Active tokens', ...charts].join('\n\n');
}
/**
 * Bars as GitHub draws them, in a fence that needs a blank line around. The numbers stand in the labels, since
 * Mermaid sets those on bars in black, in dark mode too, and on top of each other; and without its labels hidden the
 * other axis would start below 0 and give the empty buckets a bar. https://mermaid.js.org/syntax/xyChart.html
 */
function renderChart(histogram) {
    const buckets = listShown(histogram);
    const labels = buckets.map(({ label, count }) => `"${label}: ${formatCount(count)}"`);
    const counts = buckets.map(({ count }) => count);
    return `\`\`\`mermaid
---
config:
  xyChart:
    width: ${summary_charts_WIDTH}
    height: ${TITLE_HEIGHT + BAR_HEIGHT * buckets.length}
    titleFontSize: 16
    xAxis: { showTick: false, labelPadding: 10 }
    yAxis: { showLabel: false, showTick: false, showAxisLine: false }
  themeVariables:
    xyChart: { backgroundColor: transparent, plotColorPalette: "#2f81f7" }
---
xychart-beta horizontal
  title "${histogram.title}"
  x-axis [${labels.join(', ')}]
  y-axis 0 --> ${Math.max(...counts)}
  bar [${counts.join(', ')}]
\`\`\``;
}
function summary_charts_renderNumbers(histogram) {
    const rows = listShown(histogram).map(({ label, count }) => [label, count]);
    return renderFolded(`${histogram.title}, in numbers`, renderTable(['', 'Tokens'], rows));
}

;// CONCATENATED MODULE: ./build/report/summary-findings.js








/** Who must act, one line a person, the most urgent first, and where; empty when nobody must. */
function summary_findings_renderFindings({ findings }, orgId) {
    if (findings.count === 0)
        return '';
    const { organization, owners } = groupByOwner(findings.top);
    const rows = [...organization.map(renderTotal), ...owners.slice(0, ROWS).map(summary_findings_renderOwner)];
    const counted = findings.count > findings.top.length ? `, of the ${formatCount(findings.top.length)} most urgent` : '';
    const title = `## Findings: who must act${summary_tables_renderShare(owners.length)}${counted}`;
    const headings = ['Account ID', 'Name', 'Email', 'Findings', 'Most urgent'];
    return `${title}\n\n${renderTable(headings, rows)}\n\n${renderWhere(orgId)}`;
}
/** What is forgiven and until when, folded; empty when nothing is. */
function summary_findings_renderExcepted({ excepted }) {
    if (excepted.count === 0)
        return '';
    const rows = excepted.top
        .slice(0, ROWS)
        .map(({ rule, account, token, exception }) => [
        rule,
        ...(account ? renderAccount(account) : ['', '', '']),
        (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(token?.label ?? '', CELL_LENGTH)),
        (0,text_escape/* escapeHtml */.ZD)((0,text_escape/* cut */.Jj)(exception?.reason ?? '', 2 * CELL_LENGTH)),
        exception?.expires ?? '',
    ]);
    const headings = ['Rule', 'Account ID', 'Name', 'Email', 'Label', 'Reason', 'Until'];
    const title = `Excepted: ${formatPlural(excepted.count, 'finding')}${summary_tables_renderShare(excepted.count)}`;
    return renderFolded(title, renderTable(headings, rows));
}
/** Exceptions that forgive nothing, folded; empty when there are none. */
function summary_findings_renderExceptions(title, exceptions) {
    if (exceptions.length === 0)
        return '';
    const rows = exceptions
        .slice(0, ROWS)
        .map(({ line, accountId, tokenId, rule, expires, reason }) => [
        String(line),
        (0,text_escape/* escapeCode */.tn)(accountId),
        (0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(tokenId, CELL_LENGTH)),
        (0,text_escape/* escapeHtml */.ZD)(rule),
        expires,
        (0,text_escape/* escapeHtml */.ZD)((0,text_escape/* cut */.Jj)(reason, 2 * CELL_LENGTH)),
    ]);
    const headings = ['Line', 'Account ID', 'Token ID', 'Rule', 'Until', 'Reason'];
    return renderFolded(`${title}: ${formatCount(exceptions.length)}${summary_tables_renderShare(exceptions.length)}`, renderTable(headings, rows));
}
function renderTotal(finding) {
    return ['the organization', '', '', (0,text_escape/* escapeHtml */.ZD)(finding.rule), summary_findings_renderText(renderEvidence(finding))];
}
function summary_findings_renderOwner({ account, findings, counts }) {
    const rules = [...counts].map(([rule, count]) => (count > 1 ? `${rule} × ${formatCount(count)}` : rule));
    const [first] = findings;
    const label = first?.token ? `${(0,text_escape/* escapeCode */.tn)((0,text_escape/* cut */.Jj)(first.token.label, CELL_LENGTH))} ` : '';
    const evidence = first ? `${label}${summary_findings_renderText(renderEvidence(first))}` : '';
    return [...renderAccount(account), (0,text_escape/* escapeHtml */.ZD)(rules.join(', ')), evidence];
}
function summary_findings_renderText(text) {
    return (0,text_escape/* escapeHtml */.ZD)((0,text_escape/* cut */.Jj)(text, 3 * CELL_LENGTH));
}

;// CONCATENATED MODULE: ./build/report/summary.js










/** The limit of a job summary is 1 MiB, above which all of it is dropped without a word. */
const MAX_SUMMARY_BYTES = 900 * 1024;
const SIGNS = { clean: '✅', findings: '🔴', incomplete: '🟠', error: '❌' };
/**
 * The job summary: verdict, numbers, what is wrong, charts, who holds what. Without `reveal` it holds numbers only.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
function renderSummary(run, tally, verdict, whereabouts = {}) {
    const { reveal } = run;
    const sections = [
        `# ${SIGNS[verdict.result]} ${verdict.headline}`,
        summary_renderLines(verdict),
        summary_renderNumbers(tally),
        verdict.trusted ? summary_changes_renderChanges(run, tally) : '',
        renderWhereabouts(whereabouts, run),
        ...(reveal ? renderFlaws(run, tally, verdict) : []),
        summary_charts_renderCharts(tally),
        ...(reveal ? renderOwners(tally) : []),
        summary_tables_renderReasons(tally, reveal),
        renderBlindSpots(run.subject),
        renderFooter(run),
    ];
    return fit(sections.filter((section) => section !== ''));
}
/** What is wrong and what has changed, by name. */
function renderFlaws({ exceptions, orgId }, tally, { complete }) {
    return [
        summary_findings_renderFindings(tally, orgId),
        summary_findings_renderExcepted(tally),
        summary_findings_renderExceptions('Expired exceptions', exceptions.expired),
        summary_findings_renderExceptions('Exceptions that matched no finding', complete ? exceptions.listUnmatched() : []),
        ...renderChangeTables(tally),
    ];
}
/** Who holds what, by name. */
function renderOwners(tally) {
    return [summary_tables_renderUnlisted(tally), summary_tables_renderHolders(tally), ...renderTokenTables(tally)];
}
/** Leaves out whole sections from the first that does not fit, and says so. */
function fit(sections, limit = MAX_SUMMARY_BYTES) {
    const note = '_The rest is left out: it is too large for a job summary. See the files._\n';
    let text = '';
    for (const section of sections) {
        if (Buffer.byteLength(text) + Buffer.byteLength(section) + note.length + 2 > limit)
            return text + note;
        text += `${section}\n\n`;
    }
    return text;
}
function summary_renderLines({ problems, warnings, notices }) {
    const lines = [
        ...problems.map((line) => `<b>${(0,text_escape/* escapeHtml */.ZD)(line)}</b>`),
        ...warnings.map((line) => (0,text_escape/* escapeHtml */.ZD)(line)),
        ...notices.map((line) => (0,text_escape/* escapeHtml */.ZD)(line)),
    ];
    return lines.map((line) => `- ${line}`).join('\n');
}
function summary_renderNumbers(tally) {
    const accounts = [
        ['in all', countAccounts(tally)],
        ['read', countRead(tally)],
        ['holding tokens', tally.accountsWithTokens],
        ['not managed', tally.accounts['not-managed']],
        ['unread', countUnread(tally)],
    ];
    const tokens = [
        ['in all', tally.tokens],
        ['active', tally.activeTokens],
        ['never used', tally.neverUsed.count],
        ['without expiry', tally.withoutExpiry.count],
        [`expiring in ${SOON_DAYS} days`, tally.expiringSoon.count],
    ];
    const rows = accounts.map((pair, index) => [pair, tokens[index] ?? ['', 0]].flatMap(([what, count]) => [what, `<b>${formatCount(count)}</b>`]));
    return renderTable(['Accounts', '', 'Tokens', ''], rows);
}
function renderWhereabouts({ url, why }, { outputDir, baseline }) {
    const names = listFileNames(baseline?.kind === 'read')
        .map(text_escape/* escapeCode */.tn)
        .join(', ');
    if (url)
        return `Files: <a href="${encodeURI(url)}">workflow artifact</a> with ${names}`;
    const reason = why ? `: ${(0,text_escape/* escapeHtml */.ZD)(why)}` : '.';
    return `Files: ${names} in ${(0,text_escape/* escapeCode */.tn)(outputDir)} on the machine that ran this${reason}`;
}
function renderBlindSpots(subject) {
    const items = listBlindSpots(subject).map((item) => `<li>${item}</li>`);
    return renderFolded('What this audit cannot see', `<ul>\n${items.join('\n')}\n</ul>`);
}
function renderFooter({ startedAt, finishedAt, subject }) {
    const took = formatDuration(finishedAt.getTime() - startedAt.getTime());
    return `<sub>Started ${formatMinute(startedAt.getTime())}, took ${took}. ${subject.kind === 'accounts' ? 'One call per account.' : 'The organization-wide list.'} Tokens are active unless disabled, blocked or expired; the lists show active tokens.</sub>`;
}

;// CONCATENATED MODULE: ./build/result/reminders.js


const KEY_DAYS = 30;
const EXPORT_DAYS = 35;
const NEW_KEY = 'Make a new one at admin.atlassian.com → Settings → API keys → Create API key, with the same scopes, store it as the secret that org-token reads, and set org-token-expires to its last day';
/** What an admin would otherwise find out too late, in sentences without names and IDs, the gravest first. */
function computeReminders(run) {
    return [tellOfShrinking(run), ...computeEarlyReminders(run), tellOfNewTokens(run)].filter((reminder) => reminder !== undefined);
}
/** Those of them that need no baseline, and that a dry run can tell, too. */
function computeEarlyReminders(run) {
    return [tellOfKey(run), tellOfExport(run), tellOfExpired(run)].filter((reminder) => reminder !== undefined);
}
/** What is worth a line and no worry; that an exception matched nothing is known only of a complete audit. */
function computeRemarks({ exceptions, baseline }, complete) {
    const unmatched = complete ? exceptions.listUnmatched() : [];
    const remarks = baseline?.kind === 'none' ? [`No baseline: ${baseline.why.replace(/\.?$/, '.')}`] : [];
    if (unmatched.length === 0)
        return remarks;
    return [
        ...remarks,
        `${formatPlural(unmatched.length, 'exception')} matched no finding: ${renderPlaces(unmatched)} of exceptions-csv. What they are for is gone, keeps the limit, or the limit is not set.`,
    ];
}
function tellOfShrinking({ subject: { file }, baseline }) {
    const before = baseline?.kind === 'read' ? baseline.baseline.asked : undefined;
    if (!file || before === undefined || (file.accounts + file.rejected) * 5 >= before * 4)
        return undefined;
    return `The accounts file holds ${formatPlural(file.accounts, 'account')}, the baseline asked for ${formatCount(before)}: is the export whole?`;
}
function tellOfKey({ orgTokenExpires: expires, now, }) {
    if (expires === undefined || expires - now > KEY_DAYS * DAY_MS)
        return undefined;
    const day = formatDay(expires);
    const days = Math.floor((expires - now) / DAY_MS);
    if (expires + DAY_MS <= now)
        return `The key in org-token was to expire on ${day}, as org-token-expires says. ${NEW_KEY}.`;
    return `The key in org-token expires on ${day}, in ${days < 1 ? 'less than a day' : formatPlural(days, 'day')}. ${NEW_KEY}.`;
}
function tellOfExport({ subject: { file }, now, }) {
    const newest = file?.newestActivity;
    if (newest === undefined || now - newest <= EXPORT_DAYS * DAY_MS)
        return undefined;
    return `The accounts file is old: its newest activity is of ${formatDay(newest)}, ${formatPlural(Math.floor((now - newest) / DAY_MS), 'day')} ago. Who joined since then is not audited: export it again from Directory → Managed accounts.`;
}
function tellOfNewTokens({ limits, baseline }) {
    if (limits.maxNewTokens === undefined)
        return undefined;
    if (baseline?.kind === 'read')
        return baseline.baseline.complete
            ? undefined
            : 'max-new-tokens was judged in part only: the baseline is not complete, and what it did not see makes no token new.';
    return `max-new-tokens was not judged: there is no baseline${baseline ? ` (${baseline.why.replace(/\.$/, '')})` : ', give one as baseline'}.`;
}
function tellOfExpired({ exceptions: { expired } }) {
    if (expired.length === 0)
        return undefined;
    return `${formatPlural(expired.length, 'exception')} no longer forgive${expired.length === 1 ? 's' : ''}, since expired: ${renderPlaces(expired)} of exceptions-csv.`;
}
function renderPlaces(exceptions) {
    const shown = exceptions.slice(0, 10).map(({ line }) => line);
    const more = exceptions.length > shown.length ? ', …' : '';
    return `line${shown.length === 1 ? '' : 's'} ${shown.join(', ')}${more}`;
}

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 13 modules
var core = __nccwpck_require__(77094);
;// CONCATENATED MODULE: ./build/actions/output-dir.js




/**
 * The absolute path of the folder for the files, which need not exist yet. Throws when it is a file, cannot be
 * written to, or, on GitHub, lies outside the workspace and the runner's temp folder, symbolic links followed.
 */
async function resolveOutputDir(text, context) {
    const path = (0,external_node_path_.resolve)(context.workspace, text);
    const existing = await findExisting(path);
    const info = await (0,promises_.stat)(existing);
    if (!info.isDirectory())
        throw new Error(`output-dir: ${existing} is a file: give the path of a folder`);
    const real = (0,external_node_path_.join)(await (0,promises_.realpath)(existing), (0,external_node_path_.relative)(existing, path));
    if (context.onGitHub && !(await isAllowed(real, context)))
        throw new Error(`output-dir: ${text} lies outside the workspace and the runner's temp folder: give a path inside one of them`);
    await (0,promises_.access)(existing, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK).catch((cause) => {
        throw new Error(`output-dir: ${existing} cannot be written to: give another folder`, { cause });
    });
    return path;
}
/** The path itself, or the nearest folder above it that is there. */
async function findExisting(path) {
    try {
        await (0,promises_.stat)(path);
        return path;
    }
    catch (cause) {
        const code = (0,errors/* findErrorCode */.Ze)(cause);
        if (code === 'ENOTDIR')
            throw new Error(`output-dir: a part of ${path} is a file: give the path of a folder`, { cause });
        if (code !== 'ENOENT' || (0,external_node_path_.dirname)(path) === path)
            throw new Error(`output-dir: ${path} cannot be reached (${code}): give another folder`, { cause });
        return findExisting((0,external_node_path_.dirname)(path));
    }
}
async function isAllowed(path, { workspace, temp }) {
    const roots = await Promise.all([workspace, temp].filter((root) => root !== undefined).map((root) => (0,promises_.realpath)(root).catch(() => root)));
    return roots.some((root) => {
        const inside = (0,external_node_path_.relative)(root, path);
        return inside.split(external_node_path_.sep)[0] !== '..' && !(0,external_node_path_.isAbsolute)(inside);
    });
}

;// CONCATENATED MODULE: ./build/actions/source-choice.js

const EXPORT = 'Export the accounts from admin.atlassian.com → Directory → Managed accounts → Export accounts, and give the path of the CSV file';
const FIND_ORG_ID = 'It stands in the address of admin.atlassian.com: admin.atlassian.com/o/<org-id>/overview';
/** Chooses by what is given. Throws at a value that is none, and where inputs contradict each other, by name. */
function chooseSource({ source, orgId, accountsCsv, idColumn }) {
    if (!['auto', 'accounts', 'organization'].includes(source))
        throw expected('source', 'auto, accounts or organization', source);
    if (orgId !== '' && !/^[a-zA-Z0-9-]{1,128}$/.test(orgId))
        throw expected('org-id', 'letters, digits and dashes', orgId, FIND_ORG_ID);
    if (orgId === '' && accountsCsv === '')
        throw new Error(`accounts-csv: not given, and org-id neither: one of them is needed. ${EXPORT}; or give org-id. ${FIND_ORG_ID}.`);
    if (source === 'accounts' && accountsCsv === '')
        throw new Error(`accounts-csv: not given, and "source: accounts" needs it. ${EXPORT}.`);
    if (source === 'organization' && orgId === '')
        throw new Error(`org-id: not given, and "source: organization" needs it. ${FIND_ORG_ID}.`);
    if (idColumn !== '' && accountsCsv === '')
        throw new Error('id-column: given without accounts-csv, whose column it would name: give both or neither');
    if (orgId !== '' && source !== 'accounts')
        return { kind: 'organization', orgId, accountsCsv: accountsCsv || undefined };
    return { kind: 'accounts', accountsCsv };
}

;// CONCATENATED MODULE: ./build/actions/inputs.js






/** They stand in no report. */
const SECRETS = ['org-token', 'github-token'];
/** Reads and checks all inputs but the key. Throws at the first that is wrong, naming it, what it got and what it takes. */
async function readInputs(context) {
    refuseKeyElsewhere();
    return {
        source: readSource(),
        orgId: read('org-id'),
        idColumn: read('id-column') || undefined,
        dryRun: parseBoolean('dry-run', read('dry-run')),
        limits: readLimits(),
        exceptionsCsv: read('exceptions-csv') || undefined,
        baseline: read('baseline') || undefined,
        orgTokenExpires: parseOptional(read('org-token-expires'), (text) => parseExpiryDay('org-token-expires', text)),
        warnOnly: parseBoolean('warn-only', read('warn-only')),
        tolerance: parseTolerance('max-failed-accounts', read('max-failed-accounts')),
        ...(await readArtifactInputs(context)),
        ...readPace(),
        apiUrl: parseApiUrl('api-url', read('api-url')),
        settings: readSettings(),
    };
}
/** A key in another input would stand in the report of the settings. */
function refuseKeyElsewhere() {
    const key = (0,secrets/* readOrgToken */.ky)().trim();
    const name = Object.entries(readSettings()).find(([, value]) => key !== '' && value.includes(key))?.[0];
    if (name)
        throw new Error(`${name}: holds the key of org-token: give the key there alone`);
}
function readSource() {
    return chooseSource({
        source: read('source'),
        orgId: read('org-id'),
        accountsCsv: read('accounts-csv'),
        idColumn: read('id-column'),
    });
}
function readLimits() {
    const readLimit = (name) => parseOptional(read(name), (text) => parseWhole(name, text, 0));
    return {
        maxTokens: readLimit('max-tokens'),
        maxTokensPerAccount: readLimit('max-tokens-per-account'),
        maxAgeDays: readLimit('max-age-days'),
        maxIdleDays: readLimit('max-idle-days'),
        maxLifetimeDays: readLimit('max-lifetime-days'),
        expiresWithinDays: readLimit('expires-within-days'),
        maxNewTokens: readLimit('max-new-tokens'),
    };
}
async function readArtifactInputs(context) {
    return {
        outputDir: await resolveOutputDir(read('output-dir'), context),
        uploadArtifact: parseBoolean('upload-artifact', read('upload-artifact')),
        artifactName: parseArtifactName('artifact-name', read('artifact-name')),
        retentionDays: parseWhole('retention-days', read('retention-days'), 0, 400),
        redact: parseBoolean('redact', read('redact')),
        allowPublic: parseBoolean('allow-public', read('allow-public')),
    };
}
function readPace() {
    return {
        concurrency: parseWhole('concurrency', read('concurrency'), 1, 64),
        requestsPerSecond: parseOptional(read('requests-per-second'), (text) => parseDecimal('requests-per-second', text, 0.001, 10_000)),
        timeoutMs: readDuration('request-timeout-seconds', 3_600) * 1000,
        maxRetries: parseWhole('max-retries', read('max-retries'), 0, 100),
        maxDurationMs: readDuration('max-duration-minutes', 10_000) * 60_000,
    };
}
function readDuration(name, maximum) {
    return parseDecimal(name, read(name), 0.001, maximum);
}
/** An empty input is one that is not given, also where the runner passes an empty value on. */
function read(name) {
    return core/* getInput */.V4(name) || action/* defaults */.NT[name];
}
function readSettings() {
    const names = Object.keys(action/* defaults */.NT).filter((name) => !SECRETS.includes(name));
    return Object.fromEntries(names.map((name) => [name, read(name)]));
}

;// CONCATENATED MODULE: ./build/audit/source.js
/** A report with nothing in it. */
function createSourceReport() {
    return { errors: [], gaps: [], warnings: [], notices: [] };
}

;// CONCATENATED MODULE: ./build/policy/exceptions.js
/** Sorts exceptions by whether they still hold at `now`, in milliseconds since 1970. Findings without an account take none. */
function createExceptions(all, now) {
    const valid = all.filter(({ endsAt }) => now < endsAt);
    const byIds = Map.groupBy(valid, ({ accountId, tokenId }) => computeKey(accountId, tokenId));
    const matched = new Set();
    return {
        count: all.length,
        expired: all.filter(({ endsAt }) => now >= endsAt),
        apply(finding) {
            const candidates = listKeys(finding).flatMap((key) => byIds.get(key) ?? []);
            const covering = candidates.filter(({ rule }) => rule === '*' || rule === finding.rule);
            for (const exception of covering)
                matched.add(exception);
            const [exception] = covering.sort((a, b) => b.endsAt - a.endsAt || a.line - b.line);
            return exception ? { ...finding, exception } : finding;
        },
        listUnmatched: () => valid.filter((exception) => !matched.has(exception)),
    };
}
/** By what an exception may name what a finding is about: the account, the token, or both. */
function listKeys({ account, token }) {
    if (!account)
        return [];
    const [accountId, tokenId] = [account.id, token?.id ?? ''];
    const keys = [computeKey(accountId, ''), computeKey('', tokenId), computeKey(accountId, tokenId)];
    return [...new Set(keys)].filter((key) => key !== computeKey('', ''));
}
/** IDs of accounts hold no blank. */
function computeKey(accountId, tokenId) {
    return `${accountId} ${tokenId}`;
}

;// CONCATENATED MODULE: ./build/policy/exceptions-file.js









const COLUMNS = ['Account ID', 'Token ID', 'Rule', 'Expires', 'Reason'];
const EXCEPTED_RULES = ['*', ...RULES.filter((rule) => !TOTAL_RULES.includes(rule))];
/**
 * Reads a file of agreed exceptions, as a spreadsheet or an editor writes it. Throws an error with the line for
 * whatever is not an exception beyond doubt: one that is misread would forgive in silence. Without `showCells` the error
 * shows no cell.
 */
async function readExceptions(path, showCells) {
    const file = { input: 'exceptions-csv', path };
    const text = await (0,consumers_namespaceObject.text)(readText(file, await readEncoding(file)));
    const { delimiter, cells: headings } = findHeader(file, text);
    const records = [];
    for await (const piece of parseRecords(readPieces(text), delimiter, file.input))
        for (const record of piece)
            records.push(record);
    if (isSeparatorLine(records[0]?.cells))
        records.shift();
    return records
        .slice(1)
        .map(({ cells, line }) => parseException(pickCells(headings, cells, line), line, showCells));
}
async function* readPieces(text) {
    yield text;
}
/** The reading of the first record that has all columns. */
function findHeader(file, text) {
    if (text.trim() === '')
        throw createFileError(file, `is empty: its first line must be ${COLUMNS.join(',')}`);
    const headers = parseHeaders(text, file.input).map(({ delimiter, cells }) => ({
        delimiter,
        cells,
        missing: COLUMNS.filter((column) => findHeading(cells, [column]) === undefined),
    }));
    const [best] = headers.sort((a, b) => a.missing.length - b.missing.length);
    const twice = COLUMNS.find((column) => countHeadings(best?.cells ?? [], column) > 1);
    if (twice)
        throw createFileError(file, `has more than one column ${twice}: leave one`);
    if (best && best.missing.length === 0)
        return best;
    throw createFileError(file, `has no column ${(best?.missing ?? COLUMNS).join(', ')}: its first line must be ${COLUMNS.join(',')}`);
}
function countHeadings(cells, column) {
    return cells.filter((cell) => findHeading([cell], [column]) !== undefined).length;
}
function pickCells(headings, cells, line) {
    const width = headings.findLastIndex((heading) => heading.trim() !== '') + 1;
    if (cells.slice(width).some((cell) => cell.trim() !== ''))
        throw new Error(`exceptions-csv: line ${line}: has more cells than there are columns: quote a reason with a delimiter in it ("…")`);
    const pick = (column) => cells[headings.indexOf(findHeading(headings, [column]) ?? '')]?.trim() ?? '';
    return Object.fromEntries(COLUMNS.map((column) => [column, pick(column)]));
}
function parseException(cells, line, showCells) {
    const refuse = (column, expected, got) => {
        const shown = got === '' ? 'nothing' : showCells ? JSON.stringify((0,text_escape/* cut */.Jj)(got, 60)) : 'something else';
        throw new Error(`exceptions-csv: line ${line}: ${column}: expected ${expected}, got ${shown}`);
    };
    const rule = EXCEPTED_RULES.find((known) => known === cells.Rule) ??
        refuse('Rule', describeRules(cells.Rule), cells.Rule);
    const accountId = parseAccountCell(cells['Account ID'], refuse);
    const tokenId = parseTokenCell(cells['Token ID'], rule, refuse);
    if (accountId === '' && tokenId === '')
        refuse('Account ID', 'an ID there or under Token ID', '');
    const day = parseDay(cells.Expires) ?? refuse('Expires', 'a day such as 2027-03-31', cells.Expires);
    if (!/[^\s\p{C}]/u.test(cells.Reason))
        refuse('Reason', 'why this was agreed', '');
    return {
        line,
        accountId,
        tokenId,
        rule,
        expires: cells.Expires,
        endsAt: day + DAY_MS,
        reason: cells.Reason,
    };
}
function parseAccountCell(cell, refuse) {
    return cell === '' ? '' : (parseAccountId(cell) ?? refuse('Account ID', 'an account ID', cell));
}
/** An apostrophe in front is how a spreadsheet marks text, and how output.csv disarms formulas. */
function parseTokenCell(cell, rule, refuse) {
    if (cell !== '' && rule === 'max-tokens-per-account')
        refuse('Token ID', `nothing, since ${rule} is about an account`, cell);
    if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(cell))
        refuse('Token ID', 'the ID as text, not as a number that a spreadsheet has rounded', cell);
    if (/[\s@]/.test(cell))
        refuse('Token ID', "a token's ID, not its label", cell);
    return cell.replace(/^'/, '');
}
function describeRules(cell) {
    const total = TOTAL_RULES.some((rule) => rule === cell) ? `, since ${cell} takes no exceptions` : '';
    return `one of ${EXCEPTED_RULES.join(', ')}${total}`;
}

;// CONCATENATED MODULE: ./build/result/headline.js



const headline_WORDS = {
    clean: 'Clean',
    findings: 'Findings',
    incomplete: 'Incomplete',
    error: 'Error',
};
/** The one line that says how a run ended, in numbers only. */
function renderHeadline(result, tally, tolerance) {
    const total = countAccounts(tally);
    const { unlisted, 'not-managed': notManaged } = tally.accounts;
    const unread = countUnread(tally);
    const allowed = computeAllowed(tolerance, total);
    const parts = [`${formatCount(countRead(tally))} of ${formatPlural(total, 'account')} read`];
    if (unlisted > 0)
        parts.push(`${formatCount(unlisted)} not in the accounts file`);
    if (notManaged > 0)
        parts.push(`${formatCount(notManaged)} not managed`);
    if (unread > 0)
        parts.push(`${formatPlural(unread, 'account')} unread (${formatCount(allowed)} allowed)`);
    parts.push(`${formatCount(tally.activeTokens)} active of ${formatPlural(tally.tokens, 'token')}`);
    if (tally.findings.count > 0)
        parts.push(formatPlural(tally.findings.count, 'finding'));
    return `${headline_WORDS[result]}: ${parts.join(', ')}`;
}

;// CONCATENATED MODULE: ./build/result/verdict.js







/** Judges a whole run. An error outranks an incomplete audit, which outranks findings. */
function computeVerdict(input) {
    const { tally, tolerance, warnOnly } = input;
    const errors = computeErrors(input);
    const delivery = input.faults.filter((fault) => fault.of === 'delivery').map((fault) => fault.message);
    const gaps = computeGaps(input);
    const findings = computeFindingLines(tally, input.reveal);
    const result = chooseResult([...errors, ...delivery], gaps, findings);
    const complete = errors.length === 0 && gaps.length === 0 && countUnread(tally) === 0;
    return {
        result,
        complete,
        trusted: errors.length === 0,
        red: result !== 'clean' && !(result === 'findings' && warnOnly),
        headline: renderHeadline(result, tally, tolerance),
        problems: [...errors, ...delivery, ...gaps, ...findings],
        warnings: computeWarnings(input, gaps.length > 0),
        notices: [...input.report.notices, ...computeRemarks(input.circumstances, complete)],
    };
}
function chooseResult(errors, gaps, findings) {
    if (errors.length > 0)
        return 'error';
    if (gaps.length > 0)
        return 'incomplete';
    return findings.length > 0 ? 'findings' : 'clean';
}
function computeErrors({ tally, stopped, report, faults }) {
    const broken = faults.filter((fault) => fault.of === 'audit').map((fault) => fault.message);
    const errors = [...report.errors, ...broken];
    if (stopped?.kind === 'refused')
        return [stopped.advice, ...errors];
    // A list that broke off leaves every account unread, and what it held is a lower bound all the same; a run that was
    // cancelled early need not be wrong.
    const isPartly = stopped?.kind === 'cancelled' || (report.gaps.length > 0 && tally.tokens > 0);
    if (countRead(tally) > 0 || countAccounts(tally) === 0 || isPartly || errors.length > 0)
        return errors;
    const advice = isAllForbidden(tally)
        ? ALL_FORBIDDEN_ADVICE
        : 'See accounts.csv for what was answered, account by account.';
    return [`No account could be read. ${advice}`];
}
/** Whether answers came and all of them were a 403; a row without an account ID has no answer. */
function isAllForbidden({ reasons }) {
    const answers = [...reasons.values()].filter(({ first }) => first.httpStatus !== undefined);
    const isForbidden = ({ first }) => first.status === 'failed' && first.httpStatus === 403;
    return answers.length > 0 && answers.every(isForbidden);
}
function computeGaps({ tally, tolerance, stopped, report }) {
    const { checked, 'not-managed': notManaged } = tally.accounts;
    const unread = countUnread(tally);
    const gaps = report.gaps.length > 0 ? [`${report.gaps.join(' ')} Every number is a lower bound.`] : [];
    const isCancelled = stopped?.kind === 'cancelled' && unread > 0;
    if (isCancelled || unread > computeAllowed(tolerance, countAccounts(tally))) {
        const why = stopped ? ` ${stopped.advice}` : ' See accounts.csv for the reason of each.';
        gaps.push(`${formatPlural(unread, 'account')} unread: every number is a lower bound.${why}`);
    }
    if (notManaged > checked)
        gaps.push(`More accounts are not managed by this organization (${formatCount(notManaged)}) than were read (${formatCount(checked)}): it may be the wrong file, the wrong organization's key, or a domain whose claim lapsed.`);
    return gaps;
}
/** One sentence for each rule that is broken, about its worst case. */
function computeFindingLines({ broken }, reveal) {
    return RULES.flatMap((rule) => {
        const { count = 0, worst } = broken.get(rule) ?? {};
        if (!worst)
            return [];
        if (!worst.account)
            return [`${rule} exceeded: ${reveal ? renderEvidence(worst) : worst.evidence}.`];
        const who = reveal ? `${worst.account.id}: ` : '';
        return [`${rule}: ${formatPlural(count, 'finding')}; the worst: ${who}${worst.evidence}.`];
    });
}
function computeWarnings({ tally, stopped, report, circumstances }, isIncomplete) {
    const { 'not-managed': notManaged, rejected } = tally.accounts;
    const total = countAccounts(tally);
    const warnings = [...computeReminders(circumstances), ...report.warnings];
    if (stopped?.kind === 'time' && !isIncomplete)
        warnings.push(`The audit stopped early. ${stopped.advice}`);
    if (notManaged * 10 > total)
        warnings.push(`${formatCount(notManaged)} of ${formatPlural(total, 'account')} are not managed by this organization: is it the right file? Export it again from Directory → Managed accounts.`);
    if (tally.accounts.unlisted > 0)
        warnings.push(`${formatPlural(tally.accounts.unlisted, 'owner')} of tokens not in the accounts file: the export does not know who joined since. Export it again, or leave accounts-csv out.`);
    if (rejected > 0)
        warnings.push(`Unread, because they hold no account ID: ${formatPlural(rejected, 'row')} of the accounts file.`);
    return warnings;
}

;// CONCATENATED MODULE: ./build/run.js












/** Reads and checks everything that can be wrong before the first request. Reads the clock, once for all. */
async function prepareRun(context) {
    const startedAt = new Date();
    const inputs = await readInputs(context);
    const reveal = !context.isPublic || inputs.allowPublic;
    // What a file's cells hold may stand in an error or in the log only where names may.
    const showCells = reveal && !inputs.redact;
    const conceal = (0,secrets/* createKeyConceal */.Fs)();
    const subject = concealSubject(await readSubject(inputs.source, inputs.idColumn, showCells), conceal);
    const agreed = inputs.exceptionsCsv ? await readExceptions(inputs.exceptionsCsv, showCells) : [];
    const exceptions = inputs.redact ? redactExceptions(agreed) : agreed;
    const paths = await readFilePaths(inputs.outputDir, {
        'accounts-csv': subject.file?.path,
        'exceptions-csv': inputs.exceptionsCsv,
    });
    return {
        startedAt,
        context,
        inputs,
        subject,
        exceptions: createExceptions(exceptions, startedAt.getTime()),
        baseline: undefined,
        paths,
        reveal,
        showCells,
        tally: createTally(startedAt.getTime(), countRowsOf(subject)),
        conceal,
        stop: createStop(),
        sourceReport: createSourceReport(),
        faults: (0,errors/* createFaults */.is)(),
    };
}
/** The same subject with the key taken out of the cells that it shows. */
function concealSubject(subject, conceal) {
    const { file } = subject;
    if (!file)
        return subject;
    const firstRejected = file.firstRejected.map((row) => ({ ...row, cell: conceal(row.cell) }));
    return { ...subject, file: { ...file, firstRejected } };
}
/** The verdict on what is known so far. */
function judgeRun(run) {
    const { inputs, tally, reveal, stop, sourceReport, faults } = run;
    const circumstances = { ...inputs, ...run, now: tally.now };
    return computeVerdict({
        ...inputs,
        tally,
        reveal,
        stopped: stop.reason(),
        report: sourceReport,
        faults: faults.list,
        circumstances,
    });
}
/** What summary and reports say of the run besides its numbers. */
function gatherFacts({ startedAt, finishedAt = new Date(), context, inputs, subject, baseline, exceptions, reveal, }) {
    return { ...context, ...inputs, startedAt, finishedAt, subject, baseline, exceptions, reveal };
}

;// CONCATENATED MODULE: ./build/main.js

























/**
 * The whole story: inputs → accounts → audit → policy → writers → artifact → summary → outputs → verdict. Throws
 * before the first request when an input is wrong; from then on all that can be told is told.
 */
async function main() {
    const cancel = listenForCancel();
    const context = (0,actions_context/* readRunContext */.$)();
    (0,secrets/* maskSecrets */.QU)(context);
    const log = (0,actions_log/* createRunLog */.Md)(context);
    const orgToken = parseOrgToken((0,secrets/* readOrgToken */.ky)());
    const run = await prepareRun(context);
    // The accounts file may have taken its time: who cancelled meanwhile must not be forgotten.
    onCancel(cancel, () => run.stop.stop(CANCELLED));
    const { inputs, paths, reveal, tally, faults } = run;
    const start = renderStart({ ...inputs, ...run, keyWasTrimmed: orgToken !== (0,secrets/* readOrgToken */.ky)() });
    if (inputs.dryRun) {
        for (const line of computeEarlyReminders({ ...inputs, ...run, now: tally.now }))
            start.push({ level: 'warning', line });
        return runDry(run, { ...inputs, orgToken }, { isPublic: context.isPublic, start }, log);
    }
    for (const { level, line } of start)
        log[level](line);
    // Before the files are prepared: an earlier run's may be those of this folder.
    run.baseline = await loadBaseline(run, cancel);
    const hasBaseline = run.baseline?.kind === 'read';
    for (const { level, line } of renderBaseline(run.baseline))
        log[level](line);
    await prepareFiles(paths);
    await faults.guard('audit', 'The audit broke off', () => audit(run, orgToken, log));
    run.finishedAt = new Date();
    await faults.guard('delivery', 'The reports', () => writeReports(run));
    const upload = await keepFiles({ ...inputs, files: Object.values(paths), reveal, cancel }, context);
    if (upload.kind === 'refused')
        faults.list.push({ of: 'delivery', message: upload.why });
    const tellOutputs = () => (0,outputs/* writeOutputs */.K)({
        ...computeOutputs(tally, judgeRun(run), paths, hasBaseline),
        ...computeUploadOutputs(upload),
    });
    await faults.guard('delivery', 'The outputs', tellOutputs);
    await faults.guard('delivery', 'The job summary', () => (0,outputs/* writeJobSummary */.j)(main_renderRun(run, upload)));
    if (faults.list.length > 0) {
        // What was told before a later step failed must not stay.
        await faults.guard('delivery', 'The reports', () => writeReports(run, upload));
        await faults.guard('delivery', 'The outputs', tellOutputs);
    }
    log.info(renderFiles(inputs.outputDir, hasBaseline));
    endRun(log, judgeRun(run), upload);
}
/** accounts → audit → policy → writers and tally, as the records come. */
async function audit(run, orgToken, log) {
    const { inputs, subject, tally, stop, sourceReport } = run;
    const comparison = createRunComparison(run);
    const files = createCsvFiles(run.paths, run.conceal, comparison !== undefined);
    const source = createSource(subject, { ...inputs, orgToken }, stop, sourceReport);
    const endProgress = (0,actions_log/* startProgress */.ot)(log, (ms) => renderProgress(tally, subject, source.pace(), ms));
    try {
        const isWhole = () => sourceReport.errors.length + sourceReport.gaps.length === 0;
        const policy = { ...inputs, ...run, comparison, isWhole, now: tally.now };
        const records = concealRecords(source.records, run.conceal);
        for await (const judged of judgeRecords(records, policy)) {
            const entries = inputs.redact ? judged.map(redactEntry) : judged;
            for (const entry of entries) {
                addEntry(tally, entry);
                if (run.reveal && entry.kind === 'outcome')
                    log.debug(() => log_lines_renderOutcome(entry));
            }
            await files.write(entries);
        }
    }
    catch (error) {
        stop.stop(BROKEN);
        throw error;
    }
    finally {
        endProgress();
        source.close();
        await files.close();
    }
}
async function writeReports(run, upload) {
    const told = [gatherFacts(run), run.tally, judgeRun(run)];
    await (0,promises_.writeFile)(run.paths.report, run.conceal(renderReport(...told)));
    await (0,promises_.writeFile)(run.paths.html, renderPage(...told, run.conceal));
    await (0,promises_.writeFile)(run.paths.summary, main_renderRun(run, upload));
}
/** The summary as it is now, with what is known of the artifact. */
function main_renderRun(run, upload) {
    return run.conceal(renderSummary(gatherFacts(run), run.tally, judgeRun(run), upload));
}


/***/ }),

/***/ 84863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ze: () => (/* binding */ findErrorCode),
/* harmony export */   is: () => (/* binding */ createFaults),
/* harmony export */   wh: () => (/* binding */ describeCauses)
/* harmony export */ });
/** An empty collection. */
function createFaults() {
    const list = [];
    return {
        list,
        async guard(of, what, work) {
            try {
                await work();
            }
            catch (error) {
                const message = `${what}: ${describeCauses(error)}`;
                if (!list.some((fault) => fault.message === message))
                    list.push({ of, message });
            }
        },
    };
}
/** The code of an error of Node, such as `ENOENT`; `unknown` where there is none. */
function findErrorCode(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
/** The message of an error, with those of its causes. */
function describeCauses(error) {
    if (!(error instanceof Error))
        return String(error);
    const message = error.message || error.name;
    return error.cause === undefined ? message : `${message} (${describeCauses(error.cause)})`;
}


/***/ }),

/***/ 33699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ escapeLog),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   SN: () => (/* binding */ createConceal),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   bX: () => (/* binding */ unescapeCell),
/* harmony export */   kq: () => (/* binding */ escapeCell),
/* harmony export */   tn: () => (/* binding */ escapeCode)
/* harmony export */ });
/* unused harmony export showInvisible */
// One encoder per sink. Labels, names, file cells and error bodies are chosen by other people: in no sink may
// they be anything but text.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Shows control, line-breaking, zero-width and bidirectional characters as `\u000a`, so that none has its effect. */
function showInvisible(text) {
    return text.replace(INVISIBLE, (char) => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`);
}
/** Cuts to `length` characters, never in the middle of a surrogate pair, and marks the cut with an ellipsis. */
function cut(text, length) {
    if (text.length <= length)
        return text;
    return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
/**
 * One log line that cannot carry a workflow command: the runner obeys `::` at a line's start and `##[` anywhere,
 * and splits lines at every CR and LF.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
function escapeLog(text) {
    return showInvisible(text)
        .replaceAll('##[', '##\\[')
        .replace(/^\s*::/, ' :\\:');
}
/** No key is shorter, and a shorter text would be found in words that have nothing to do with it. */
const SHORTEST_SECRET = 8;
/**
 * Takes secrets out of a text: as they are, with characters percent-encoded, as entities or escaped in JSON, and in
 * base64, alone or after `Bearer `.
 */
function createConceal(...secrets) {
    const forms = secrets.filter(({ length }) => length >= SHORTEST_SECRET).flatMap(listForms);
    if (forms.length === 0)
        return (text) => text;
    const anyForm = new RegExp(forms.join('|'), 'g');
    return (text) => text.replace(anyForm, '***');
}
/** The patterns of all spellings of a secret. */
function listForms(secret) {
    return [[...secret].map(spellCharacter).join(''), ...[0, 1, 2].map((shift) => spellBase64(secret, shift))];
}
/** A secret in base64 behind so many bytes of something else, in either alphabet, with any ending. */
function spellBase64(secret, shift) {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
    const whole = bytes
        .toString('base64')
        .slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6));
    const core = [...whole].map((char) => ({ '+': '[+-]', '/': '[/_]' })[char] ?? char).join('');
    // The characters at both ends hold a part of the secret, too.
    const partly = '[\\w+/-]';
    const isCut = (bytes.length * 8) % 6 !== 0;
    return `${shift > 0 ? partly : ''}${core}${isCut ? `${partly}={0,2}` : ''}`;
}
function spellCharacter(char) {
    if (/[a-zA-Z0-9]/.test(char))
        return char;
    const code = char.charCodeAt(0);
    const hex = code
        .toString(16)
        .padStart(2, '0')
        .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    return `(?:${escapeRegExp(char)}|%${hex}|\\\\u00${hex}|&#${code};|&#x${hex};)`;
}
function escapeRegExp(text) {
    return text.replace(/[^a-zA-Z0-9]/g, '\\$&');
}
// Not only at its start: a spreadsheet whose locale splits at semicolons sees no quote in `,"a;=1"`, since to it
// that cell does not begin with one.
const FORMULA_START = 
// biome-ignore lint/suspicious/noControlCharactersInRegex: some readers skip them, others end a line at them
/(?<=^|[;\t\r\n\v\f\u001c-\u001e\u0085\u2028\u2029])(?=[\p{Zs}\p{Cf}\0-\u0008\u000e-\u001b\u001f\u007f"]*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r\n])/gu;
/** The apostrophes that `escapeCell` puts in. */
const GUARDS = new RegExp(FORMULA_START.source.replaceAll('(?=', "'(?="), FORMULA_START.flags);
/** Nearly every cell: to see that it begins with no formula and ends nowhere in between takes a fraction of the time. */
const HARMLESS = /^\w[\w .:@-]*$/;
/**
 * A CSV cell that no spreadsheet runs as a formula: an apostrophe stands before whatever could start one, at the
 * start of the text and behind each character in it that some reader takes for the end of a cell or a row.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function escapeCell(text) {
    return HARMLESS.test(text) ? text : text.replace(FORMULA_START, "'");
}
/** The text of a cell; one that itself had an apostrophe where `escapeCell` would put one loses it. */
function unescapeCell(cell) {
    return cell.replace(GUARDS, '');
}
/** Most names: to see that they need nothing takes a fraction of the time. */
const PLAIN = /^[a-zA-Z0-9 -]*$/;
const MARKUP = /[&<>"'`*_~[\](){}|\\$!:@#]/g;
/**
 * Text for HTML and for HTML inside Markdown: no markup of either, no link, no mention, no issue reference, no
 * bidirectional trick. GitHub looks for mentions in the rendered text, where an entity is already decoded: a
 * zero-width space after `@` and `#` keeps them apart.
 */
function escapeHtml(text) {
    if (PLAIN.test(text))
        return text;
    return encodeMarkup(text).replace(/(?<!\w)&#64;|&#35;/g, '$&&#8203;');
}
/** The same as monospaced text, in which GitHub looks for no mention: what is in it can be copied as it is. */
function escapeCode(text) {
    if (text === '')
        return '';
    return `<code>${PLAIN.test(text) ? text : encodeMarkup(text)}</code>`;
}
/** Of addresses, Markdown links what begins with `www.`; all others need the colon. */
function encodeMarkup(text) {
    return showInvisible(text)
        .replace(MARKUP, (char) => `&#${char.charCodeAt(0)};`)
        .replace(/(?<=www)\./gi, '&#46;');
}


/***/ }),

/***/ 25666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   fE: () => (/* binding */ toText),
/* harmony export */   vJ: () => (/* binding */ describeShape),
/* harmony export */   x6: () => (/* binding */ tryParse)
/* harmony export */ });
/** Whether a JSON value is an object and no array. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The JSON value of a text; `undefined` for a text that is no JSON. */
function tryParse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** Whatever JSON value stands there, as text: an odd value is shown as it came, not dropped; none is empty. */
function toText(value) {
    if (value === undefined || value === null)
        return '';
    return typeof value === 'string' ? value : JSON.stringify(value);
}
/** What kind of JSON value it is, for an error message. */
function describeShape(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'an array';
    return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}


/***/ }),

/***/ 83771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.r(__webpack_exports__);
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
// What @actions/http-client and @actions/github use of undici. Each run would load its 900 KiB, the larger part of the
// bundle, and hardly any calls it: only `baseline: auto` does, to ask GitHub's API. So it is loaded when it is called.
// https://undici.nodejs.org/#/docs/api/ProxyAgent

/** Holds the options of a proxy's agent until a request needs it. They cannot be changed later, as `ignoreSslError` would. */
class ProxyAgent {
  #options;
  #agent;

  constructor(options) {
    this.#options = options;
  }

  /** The agent itself; always the same. */
  resolve({ ProxyAgent }) {
    this.#agent ??= new ProxyAgent(this.#options);
    return this.#agent;
  }
}

/** As undici's own. */
async function fetch(url, { dispatcher, ...options } = {}) {
  const undici = await __nccwpck_require__.e(/* import() */ 932).then(__nccwpck_require__.t.bind(__nccwpck_require__, 94932, 19));
  return undici.fetch(url, { ...options, dispatcher: dispatcher?.resolve(undici) });
}


/***/ }),

/***/ 77094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Yz: () => (/* binding */ core_debug),
  z3: () => (/* binding */ error),
  V4: () => (/* binding */ getInput),
  pq: () => (/* binding */ info),
  _o: () => (/* binding */ isDebug),
  lm: () => (/* binding */ notice),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ core_setSecret),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, addPath, endGroup, exportVariable, getBooleanInput, getIDToken, getMultilineInput, getState, group, markdownSummary, platform, saveState, setCommandEcho, setFailed, startGroup, summary, toPlatformPath, toPosixPath, toWin32Path

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(70857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(76982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(79896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(16928);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __nccwpck_require__(44942);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth = __nccwpck_require__(92145);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return __awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return __awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: external "string_decoder"
var external_string_decoder_ = __nccwpck_require__(13193);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(24434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(42613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_.dirname(filePath);
                        const upperName = external_path_.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_.EOL.length);
                n = s.indexOf(external_os_.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 92145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   tZ: () => (/* binding */ BearerCredentialHandler)
/* harmony export */ });
/* unused harmony exports BasicCredentialHandler, PersonalAccessTokenCredentialHandler */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map

/***/ }),

/***/ 44942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qq: () => (/* binding */ HttpClient),
  Hv: () => (/* binding */ HttpCodes)
});

// UNUSED EXPORTS: Headers, HttpClientError, HttpClientResponse, MediaTypes, getProxyUrl, isHttps

// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(58611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(65692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(20770);
// EXTERNAL MODULE: ./lazy/undici/index.js
var undici = __nccwpck_require__(83771);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new undici.ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(51296);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
