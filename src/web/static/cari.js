(function () {
  var d = document, q = d.getElementById("q"), store = {}, main = d.querySelector("[data-daftar]");
  try { store = localStorage } catch (e) { }

  // The list: kept on this device, shown by its address.
  function ids() { return (store.daftar || "").split(",").filter(Boolean) }
  function paint() {
    var have = ids(), menu = d.querySelector(".menu [href='/daftar']");
    d.querySelectorAll("[data-b]").forEach(function (a) {
      var on = have.indexOf(a.dataset.b) >= 0, text = a.firstChild;
      a.off = a.off || text.data;
      text.data = on ? a.dataset.on : a.off;
      a.setAttribute("role", "button");
      a.setAttribute("aria-pressed", on)
    });
    if (menu) {
      menu.off = menu.off || menu.textContent;
      menu.textContent = menu.off + (have.length ? " (" + have.length + ")" : "")
    }
  }
  function toggle(id, off) {
    var have = ids(), at = have.indexOf(id);
    if (at >= 0) have.splice(at, 1); else if (!off) have.push(id);
    store.daftar = have.slice(-100).join(",")
  }
  d.addEventListener("click", function (e) {
    var a = e.target.closest("[data-b],[data-x]");
    if (!a || e.ctrlKey || e.metaKey) return;
    if (a.dataset.x) return toggle(a.dataset.x, true);
    e.preventDefault();
    toggle(a.dataset.b);
    paint()
  });
  d.addEventListener("keydown", function (e) {
    if (e.key == " " && e.target.dataset && e.target.dataset.b) { e.preventDefault(); e.target.click() }
  });
  function others() {
    var box = d.getElementById("daftar-lain"), ul = box.querySelector("ul"), form = box.querySelector("form"), all = JSON.parse(store.daftarLain || "{}");
    box.hidden = false;
    ul.textContent = "";
    form.hidden = !main.dataset.daftar;
    Object.keys(all).forEach(function (name) {
      var li = d.createElement("li"), a = d.createElement("a"), b = d.createElement("button");
      a.href = "/daftar?b=" + all[name];
      a.textContent = name;
      b.className = "btn bare";
      b.textContent = box.dataset.buang;
      b.onclick = function () { delete all[name]; store.daftarLain = JSON.stringify(all); others() };
      li.append(a, " ", b);
      ul.append(li)
    });
    form.onsubmit = function (e) {
      e.preventDefault();
      all[form.nama.value.trim() || box.dataset.nama] = main.dataset.daftar;
      store.daftarLain = JSON.stringify(all);
      others()
    }
  }
  if (main) {
    if (!location.search && ids().length) return location.replace("/daftar?b=" + ids());
    others()
  }
  paint();
  addEventListener("storage", paint);
  addEventListener("pageshow", paint);

  // Suggestions: a combobox with a list; without them the box is a box.
  if (!q || !window.fetch) return;
  var ul = d.createElement("ul"), at = -1, asked, timer;
  ul.id = "saran";
  ul.setAttribute("role", "listbox");
  ul.setAttribute("aria-label", q.placeholder);
  ul.hidden = true;
  q.parentNode.append(ul);
  q.setAttribute("role", "combobox");
  q.setAttribute("aria-autocomplete", "list");
  q.setAttribute("aria-controls", "saran");
  function show(on) {
    ul.hidden = !on;
    q.setAttribute("aria-expanded", on);
    if (!on) move(-1)
  }
  function move(to) {
    var li = ul.children;
    if (li[at]) li[at].removeAttribute("aria-selected");
    at = to;
    if (li[at]) { li[at].setAttribute("aria-selected", "true"); q.setAttribute("aria-activedescendant", li[at].id) }
    else q.removeAttribute("aria-activedescendant")
  }
  function fill(list) {
    ul.textContent = "";
    list.forEach(function (x, i) {
      var li = d.createElement("li"), s = d.createElement("small");
      li.id = "s" + i;
      li.setAttribute("role", "option");
      li.u = x.u;
      s.textContent = x.s;
      li.append(x.t + " ", s);
      ul.append(li)
    });
    show(list.length > 0)
  }
  q.addEventListener("input", function () {
    var t = asked = q.value.trim();
    clearTimeout(timer);
    if (t.length < 2) return show(false);
    timer = setTimeout(function () {
      fetch("/saran?q=" + encodeURIComponent(t.slice(0, 30))).then(function (r) { return r.json() }).then(function (l) { if (t == asked) fill(l) }, function () { })
    }, 120)
  });
  q.addEventListener("keydown", function (e) {
    var n = ul.children.length, k = e.key;
    if (ul.hidden) return;
    if (k == "Escape") { e.preventDefault(); show(false) }
    if (k == "ArrowDown" || k == "ArrowUp") { e.preventDefault(); move((at + (k == "ArrowDown" ? 2 : n + 1)) % (n + 1) - 1) }
    if (k == "Enter" && at >= 0) { e.preventDefault(); location = ul.children[at].u }
  });
  show(false);
  ul.addEventListener("mousedown", function (e) { e.preventDefault() });
  ul.addEventListener("click", function (e) { var li = e.target.closest("li"); if (li) location = li.u });
  q.addEventListener("blur", function () { asked = ""; show(false) })
})();
