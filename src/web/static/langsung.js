// What the systems of the libraries say now, put into the page of a title; without an answer the link stays.
(function () {
  var now = document.getElementById("langsung"), tries = 0;
  function ask() {
    fetch(now.dataset.tanya).then(function (r) { return r.ok ? r.text() : Promise.reject() }).then(function (t) {
      now.innerHTML = t;
      if (now.querySelector("[data-lagi]") && tries++ < 2) setTimeout(ask, 3000)
    }, function () { })
  }
  if (window.fetch) ask();
})()
