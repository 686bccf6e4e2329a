(function () {
  var f = document.getElementById("kirim"), $ = function (i) { return document.getElementById(i) };
  if (!f || !window.fetch || !window.Promise) return;
  var d = f.querySelector(".drop"), inp = $("berkas"), MB = 1048576, token = f.token.value, base = f.getAttribute("action");
  function say(t) { $("pesan").textContent = t }
  ["dragover", "dragleave", "drop"].forEach(function (n) {
    d.addEventListener(n, function (e) {
      e.preventDefault();
      d.classList.toggle("over", n == "dragover");
      if (n == "drop" && e.dataTransfer.files.length) inp.files = e.dataTransfer.files
    })
  });
  function wait(s) { return new Promise(function (r) { setTimeout(r, s * 1000) }) }
  function post(to, o) {
    return fetch(base + to, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams(o).toString() }).then(json)
  }
  function json(r) {
    return r.json().then(function (j) { j.status = r.status; if (!r.ok && r.status != 409 && r.status != 423) throw j; return j })
  }
  function key(b) {
    var h = 2166136261, v = new Uint8Array(b), i;
    for (i = 0; i < v.length; i++) h = Math.imul(h ^ v[i], 16777619);
    return base + "|" + inp.files[0].name + "|" + inp.files[0].size + "|" + h
  }
  async function send(x) {
    var k = key(await x.slice(0, MB).arrayBuffer()), u = localStorage[k], j, pause = 1;
    if (u) j = await fetch(base + "/" + u).then(json).catch(function () { });
    if (!j) j = await post("/mulai", { token: token, nama: x.name, ukuran: x.size });
    localStorage[k] = u = j.upload;
    while (j.have < x.size) {
      $("bilah").value = 100 * j.have / x.size;
      $("angka").textContent = Math.floor(100 * j.have / x.size) + " %";
      try {
        j = await fetch(base + "/" + u + "?dari=" + j.have, { method: "POST", headers: { "X-Token": token, "Content-Type": "application/octet-stream" }, body: x.slice(j.have, j.have + MB) }).then(json);
        pause = j.status == 423 ? 2 : 1; say("");
        if (j.status == 423) await wait(pause)
      } catch (e) {
        if (e.status) throw e;
        say(f.dataset.putus);
        await wait(pause); pause = Math.min(30, pause * 2);
        j = await fetch(base + "/" + u).then(json).catch(function (e2) { if (e2.status) throw e2; return j })
      }
    }
    j = await post("/" + u + "/selesai", { token: token, seluruhnya: f.seluruhnya.value });
    delete localStorage[k];
    if (!j.to) throw j;
    location = j.to
  }
  f.addEventListener("submit", function (e) {
    var x = inp.files[0];
    if (!x) return;
    e.preventDefault();
    if (x.size > 2048 * MB) return say(f.dataset.besar);
    $("maju").hidden = false;
    f.querySelector("button").disabled = true;
    send(x).catch(function (j) { $("maju").hidden = true; f.querySelector("button").disabled = false; say(j.error || f.dataset.putus) })
  })
})();
