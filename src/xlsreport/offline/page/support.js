// Written for the oldest browsers: says in a sentence when this one is too old for the checker.
(function () {
  var good = false;
  try {
    good = typeof WebAssembly === "object" && typeof DecompressionStream === "function" && typeof Worker === "function"
      && typeof BigInt64Array === "function" && typeof HTMLDialogElement === "function"
      && WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11]));
  } catch (error) {
    good = false;
  }
  document.documentElement.className = good ? "able" : "too-old";
})();
