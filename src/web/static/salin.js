(function () {
  var d = document, words = d.querySelector("main").dataset;
  d.querySelectorAll("[data-salin]").forEach(function (e) {
    var b = d.createElement("button");
    b.type = "button";
    b.className = "btn bare noprint";
    b.textContent = words.kata;
    b.onclick = function () {
      var done = function () { b.textContent = words.sudah };
      if (navigator.clipboard) return navigator.clipboard.writeText(e.textContent).then(done);
      getSelection().selectAllChildren(e);
      if (d.execCommand("copy")) done()
    };
    e.after(" ", b)
  })
})()
