(function () {
  var d = document, form = d.getElementById("sunting"), text = d.getElementById("teks"), box = d.getElementById("temuan"), menus, timer, asked = 0, dirty = false, at = -1;
  if (!form || !window.fetch) return;
  menus = [].slice.call(form.querySelectorAll("select[name=tetap]"));
  function press(name) { form.querySelector("[name=" + name + "]:not(.unseen)").click() }

  // Checks while somebody types: a piece of page from the server.
  function check() {
    var now = ++asked, data = new URLSearchParams(), f = new FormData(form);
    ["token", "teks", "judul", "isbn", "tetap-asal", "versi"].forEach(function (n) {
      if (f.has(n) && (text || n != "teks")) data.append(n, f.get(n))
    });
    fetch(form.dataset.cek, { method: "POST", body: data }).then(function (r) { return r.ok ? r.text() : "" }).then(function (html) {
      if (now == asked && html) box.innerHTML = html
    }, function () { })
  }
  form.addEventListener("input", function (e) {
    var n = e.target.name;
    dirty = true;
    if (n == "tetap") return put(e.target);
    if (n != "teks" && n != "judul" && n != "isbn") return;
    clearTimeout(timer);
    timer = setTimeout(function () { if (text) pull(); check() }, 600)
  });
  form.addEventListener("submit", function (e) {
    var p;
    dirty = false;
    if (!text || text.value.length < 3e5 || new URLSearchParams(new FormData(form)).toString().length < 1e6) return;
    e.preventDefault(); // too much for one request: said here, with everything still in its place
    dirty = true;
    p = d.createElement("p");
    p.className = "note bad";
    p.textContent = form.dataset.besar;
    box.replaceChildren(p);
    box.focus()
  });
  addEventListener("beforeunload", function (e) { if (dirty) e.preventDefault() });
  if (!text) return keys();

  // Menus and text say the same.
  function line(tag) { // 206 is the second 006
    var n = /^[2-9]06$/.test(tag) ? +tag[0] : 1, r = new RegExp("^(=?" + (n > 1 ? "006" : tag) + " {1,2})(.*)$", "gm"), m;
    while (n-- && (m = r.exec(text.value)));
    return m
  }
  function place(s) { var v = s.options[0].value; return [v.slice(0, 3), +v.slice(4, 6), Math.max(v.length - 7, 1)] }
  function put(s) {
    var p = place(s), m = line(p[0]), c = (s.value.slice(7) + "   ").slice(0, p[2]), from;
    if (!m || p[1] + p[2] > m[2].length) return;
    from = m.index + m[1].length + p[1];
    text.value = text.value.slice(0, from) + c.replace(/ /g, "\\") + text.value.slice(from + p[2]);
    check()
  }
  function pull() {
    menus.forEach(function (s) {
      var p = place(s), m = line(p[0]), c = m && m[2].slice(p[1], p[1] + p[2]), v;
      if (!c) return;
      v = s.options[0].value.slice(0, 7) + c.replace(/\\/g, " ");
      [].forEach.call(s.options, function (o) { if (o.value == v) s.value = v })
    })
  }

  function go(from, to) {
    text.focus();
    text.setSelectionRange(from, to);
    text.scrollTop = text.value.slice(0, from).split("\n").length * parseFloat(getComputedStyle(text).lineHeight) - text.clientHeight / 2
  }
  function toLine(n) {
    var lines = text.value.split("\n"), from = lines.slice(0, n - 1).join("\n").length + (n > 1);
    go(from, from + (lines[n - 1] || "").length)
  }
  box.addEventListener("click", function (e) {
    var a = e.target.closest("[data-l]");
    if (a) { e.preventDefault(); toLine(+a.dataset.l) }
  });
  function sub(back) {
    var v = text.value, i = back ? v.lastIndexOf("$", text.selectionStart - 3) : v.indexOf("$", text.selectionEnd);
    if (i < 0) return;
    var rest = v.slice(i + 2), end = rest.search(/[$\n]/);
    go(i + 2, i + 2 + (end < 0 ? rest.length : end))
  }
  function finding(back) {
    var all = box.querySelectorAll("[data-l]");
    if (!all.length) return;
    at = (at + (back ? all.length - 1 : 1) + all.length) % all.length;
    toLine(+all[at].dataset.l)
  }
  keys();
  function keys() {
    form.addEventListener("keydown", function (e) {
      var k = e.key;
      if ((e.ctrlKey || e.metaKey) && k.toLowerCase() == "s") { e.preventDefault(); press("simpan") }
      if ((e.ctrlKey || e.metaKey) && k == "Enter") { e.preventDefault(); check() }
      if (!text || !e.altKey || e.ctrlKey) return;
      if (k == "ArrowDown" || k == "ArrowUp") { e.preventDefault(); sub(k == "ArrowUp") }
      if (k == "PageDown" || k == "PageUp") { e.preventDefault(); finding(k == "PageUp") }
    })
  }
})();
