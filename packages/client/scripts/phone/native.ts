/**
 * What a phone's native side gives to JavaScript, for a Hermes that has none: timers, the network, blobs, the keychain and
 * randomness. Each call goes out as a line, `@@["kind", value]`, which `hermes.ts` answers by running a line in turn. React
 * Native's own JavaScript stands on top of it, unchanged.
 */
export const NATIVE = String.raw`
var tell = function (kind, value) { print("@@" + JSON.stringify([kind, value])); };
globalThis.tell = tell;
globalThis.window = globalThis.self = globalThis;

var timers = {}, nextTimer = 1;
globalThis.fire = function (id) { var due = timers[id]; if (due) due(); };
globalThis.setTimeout = function (done, ms) {
  var args = [].slice.call(arguments, 2), id = nextTimer++;
  timers[id] = function () { delete timers[id]; done.apply(null, args); };
  tell("timer", [id, ms || 0]);
  return id;
};
globalThis.setInterval = function (done, ms) {
  var id = nextTimer++;
  timers[id] = function () { tell("timer", [id, ms]); done(); };
  tell("timer", [id, ms]);
  return id;
};
globalThis.clearTimeout = globalThis.clearInterval = function (id) { delete timers[id]; };
globalThis.setImmediate = function (done) { HermesInternal.enqueueJob(done); return 0; };
globalThis.clearImmediate = function () {};
globalThis.requestAnimationFrame = function (done) { return setTimeout(done, 16); };
globalThis.cancelAnimationFrame = clearTimeout;
globalThis.nativePerformanceNow = Date.now;
globalThis.performance = { now: Date.now };
globalThis.nativeLoggingHook = function () {};
globalThis.RN$Bridgeless = true;
globalThis.RN$registerCallableModule = function () {};

var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function randomBase64(length) {
  var text = "";
  for (var at = 0; at < length; at += 3) for (var sign = 0; sign < 4; sign++) text += SIGNS[Math.floor(64 * Math.random())];
  return text;
}

var reads = {}, nextRead = 1;
globalThis.readDone = function (id, text) { reads[id](text); };
var nothing = function () {};
var size = { width: 390, height: 844, scale: 3, fontScale: 1 };
var modules = {
  NativeMicrotasksCxx: { queueMicrotask: function (job) { HermesInternal.enqueueJob(job); } },
  PlatformConstants: { getConstants: function () {
    return { isTesting: false, isDisableAnimations: false, reactNativeVersion: { major: 0, minor: 86, patch: 3, prerelease: null }, Version: 34, Release: "14", uiMode: "normal" };
  } },
  SourceCode: { getConstants: function () { return { scriptURL: "file://app" }; } },
  DeviceInfo: { getConstants: function () { return { Dimensions: { window: size, screen: size } }; } },
  ExceptionsManager: { reportException: nothing, updateExceptionMessage: nothing, dismissRedbox: nothing },
  RNGetRandomValues: { getRandomBase64: randomBase64 },
  Networking: {
    sendRequest: function (method, url, id, headers, data, responseType) {
      tell("request", { method: method, url: url, id: id, headers: headers, body: data && data.string, responseType: responseType });
    },
    abortRequest: function (id) { tell("abort", id); },
    clearCookies: nothing, addListener: nothing, removeListeners: nothing
  },
  BlobModule: {
    getConstants: function () { return { BLOB_URI_SCHEME: "content", BLOB_URI_HOST: null }; },
    addNetworkingHandler: nothing, addWebSocketHandler: nothing, createFromParts: nothing, release: nothing
  },
  FileReaderModule: { readAsText: function (blob) {
    return new Promise(function (done) { var id = nextRead++; reads[id] = done; tell("read", [id, blob.blobId]); });
  } }
};
globalThis.__turboModuleProxy = function (name) { return modules[name] || null; };
globalThis.nativeModuleProxy = modules;

var keep = function () { tell("keychain", keychain); return Promise.resolve(); };
globalThis.expo = {
  modules: { ExpoSecureStore: {
    getValueWithKeyAsync: function (key) { return Promise.resolve(key in keychain ? keychain[key] : null); },
    setValueWithKeyAsync: function (value, key) { keychain[key] = value; return keep(); },
    deleteValueWithKeyAsync: function (key) { delete keychain[key]; return keep(); }
  } },
  EventEmitter: nothing, NativeModule: nothing, SharedObject: nothing, SharedRef: nothing
};
`;
