(function () {
  var bar = document.getElementById("putus"), sent = false;
  if (!bar) return;
  document.addEventListener("keydown", function (e) {
    var key = e.key.toLowerCase(), to;
    if (e.ctrlKey || e.metaKey || e.altKey || e.repeat || !/^[12s]$/.test(key)) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    to = bar.querySelector("[data-key='" + key + "']");
    if (to) { e.preventDefault(); to.click() }
  });
  bar.closest("form").addEventListener("submit", function (e) {
    if (sent) e.preventDefault();
    sent = true
  });
  window.addEventListener("pageshow", function () { sent = false })
})();
