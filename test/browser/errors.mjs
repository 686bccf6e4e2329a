// errors.mjs -- every page that says that something went wrong, made to come up for real, on a server of its own.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { forget, openPage, openWorld } from './world.mjs';

const slug = 'perpustakaan-umum-contoh', at = `/staf/${slug}`;
export const typedTitle = 'Judul yang diketik';
const boss = { name: 'Sri', login: 'sri@contoh.id', password: 'kuda makan rumput' };
const clerk = { name: 'Citra', login: 'citra@contoh.id', password: 'padi di sawah hijau' };

function person(world, who, ...role) {
  const made = spawnSync(world.silang, ['user', 'add', '--data', world.data, '--name', who.name, '--login', who.login, '--json', ...role], { encoding: 'utf8' });
  return { ...who, code: JSON.parse(made.stdout).code };
}

async function setPassword(world, who) {
  const page = await openPage(world);
  await page.goto('/sandi');
  await page.fill('[name=kode]', who.code);
  await page.fill('[name=sandi]', who.password);
  await page.click('main button');
  await page.waitForURL(/mulai|staf/);
  await page.context().close();
}

// The server, with a coordinator, a cataloguer, and searches of strangers limited to a second of processor.
export async function openErrors() {
  const world = await openWorld(['--search-seconds', '1', '--trusted-proxy', '127.0.0.1']);
  const library = spawnSync('sqlite3', [join(world.data, 'silang.db'), `SELECT id FROM agency WHERE slug = '${slug}'`], { encoding: 'utf8' }).stdout.trim();
  world.coordinator = person(world, boss, '--role', 'coordinator');
  world.clerk = person(world, clerk, '--role', 'cataloguer', '--library', library);
  for (const who of [world.coordinator, world.clerk]) await setPassword(world, who);
  return world;
}

// Signs in in another window of the same browser: what the page for who was signed out says to do.
export async function signInBeside(page, who) {
  const beside = await page.context().newPage();
  await beside.goto('/masuk');
  await beside.fill('#akun', who.login);
  await beside.fill('#sandi', who.password);
  await beside.click('main button');
  await beside.waitForURL(/staf/);
  await beside.close();
}

// Sends the form that has a button, and gives its answer.
async function submit(page, button) {
  const [answer] = await Promise.all([
    page.waitForResponse((r) => r.request().isNavigationRequest() && r.status() >= 400),
    page.locator(button).first().click()]);
  await page.waitForLoadState('load');
  return answer;
}

const set = (page, selector, value) => page.locator(selector).first().evaluate((e, v) => { e.removeAttribute('maxlength'); e.value = v; }, value);

async function bookForm(page) {
  await page.goto(`${at}/buku/baru`);
  await page.fill('[name=judul]', typedTitle);
}

// Somebody who searches, many at once, until he is asked to wait: at an address of his own.
let stranger = 0;
async function searchOn(world, page) {
  const from = { 'X-Forwarded-For': `203.0.113.${++stranger}` };
  const dear = (i) => `/cari?q=${['sejarah', 'pelajaran', 'bahasa', 'indonesia', 'sekolah'].map((w) => `${w}x${stranger}x${i}`).join('+')}`;
  await page.setExtraHTTPHeaders(from);
  for (let i = 0; i < 2000; i += 8) {
    const said = await Promise.all(Array.from({ length: 8 }, (_, k) => fetch(world.address + dear(i + k), { headers: from }).then((r) => (r.body.cancel(), r.status))));
    const answer = said.includes(429) && await page.goto(dear(i + 8));
    if (answer && answer.status() === 429) return answer;
  }
  throw new Error('nobody was asked to wait');
}

// Another program that writes into the truth for as long as `during` runs.
async function locked(world, during) {
  const other = spawn('sqlite3', [join(world.data, 'silang.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
  other.stdin.write('BEGIN IMMEDIATE; SELECT 1;\n');
  await once(other.stdout, 'data');
  try {
    return await during();
  } finally {
    other.stdin.end('ROLLBACK;\n');
    await once(other, 'exit');
  }
}

const sql = (world, text) => spawnSync('sqlite3', [join(world.data, 'silang.db'), text], { encoding: 'utf8' });

// The index turned into noise while the server has it open: what a bad disk does.
function damage(world) {
  const current = readFileSync(join(world.data, 'index.current'), 'utf8').trim();
  const file = join(world.data, `index.${current}.db`), pages = Math.floor(statSync(file).size / 4096);
  const fd = openSync(file, 'r+');
  writeSync(fd, randomBytes((pages - 1) * 4096), 0, (pages - 1) * 4096, 4096);
  closeSync(fd);
}

async function firstTitle(page) {
  await page.goto('/cari?q=laskar');
  return page.locator('main a[href^="/b/"]').first().getAttribute('href');
}

// The same record opened twice and saved twice.
async function savedBefore(world, page, form, field, button) {
  const other = await openPage(world, { as: world.coordinator });
  await other.goto(form);
  await page.goto(form);
  await other.fill(field, `Orang lain ${Date.now()}`);
  await other.locator(button).first().click();
  await other.waitForURL((u) => u.search.includes('kabar'));
  await other.context().close();
  await page.fill(field, 'Yang saya ketik');
  return submit(page, button);
}

// Name: the status, who asks, and what leads there. `kept` has to be in a field still, `typed`: what was typed is a
// page back; `again`: it can be tried again; `script`: false where the page does it otherwise with a script.
export const errors = {
  'a wrong part of an address': { status: 400, go: (w, page) => page.goto('/cari?hal=abc') },
  'an address that cannot be read': { status: 400, go: (w, page) => page.goto('/cari?q=%zz') },
  'a field that the form does not have': {
    status: 400, as: 'clerk', typed: true, go: async (w, page) => {
      await bookForm(page);
      await page.locator('main form').first().evaluate((f) => { const e = document.createElement('input'); e.name = 'asing'; e.value = '1'; f.append(e); });
      return submit(page, '.actbar [name=simpan]');
    },
  },
  'signed out while the page was open': {
    status: 403, as: 'clerk', typed: true, signedOut: true, go: async (w, page) => {
      await bookForm(page);
      sql(w, 'DELETE FROM session');
      for (const who of [w.coordinator, w.clerk]) forget(w, who);
      return submit(page, '.actbar [name=simpan]');
    },
  },
  'a form without its token': {
    status: 403, as: 'clerk', typed: true, go: async (w, page) => {
      await bookForm(page);
      await set(page, 'main [name=token]', 'x'.repeat(40));
      return submit(page, '.actbar [name=simpan]');
    },
  },
  'a role that does not allow it': { status: 403, as: 'clerk', go: (w, page) => page.goto('/sistem') },
  'a file of who was signed out': {
    status: 403, as: 'clerk', script: false, go: async (w, page) => {
      await page.goto(`${at}/kirim`);
      await page.context().clearCookies();
      await page.setInputFiles('input[type=file]', { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('title\nx\n') });
      return submit(page, 'form:has(input[type=file]) button');
    },
  },
  'a page that is not there': { status: 404, go: (w, page) => page.goto('/tidak-ada') },
  'a title that is not there': { status: 404, go: (w, page) => page.goto('/b/zzzzzzz') },
  'a page of staff that is not there': { status: 404, as: 'clerk', go: (w, page) => page.goto(`${at}/buku/99999999`) },
  'an address that only takes forms': { status: 405, go: (w, page) => page.goto('/keluar') },
  'a profile that somebody else saved': {
    status: 409, as: 'coordinator', kept: 'Yang saya ketik', go: (w, page) => savedBefore(w, page, '/jejaring/1/profil', '[name=nama]', 'main form button'),
  },
  'a record that somebody else saved': {
    status: 409, as: 'coordinator', kept: 'Yang saya ketik', go: async (w, page) => {
      await bookForm(page);
      await page.locator('.actbar [name=simpan]').click();
      await page.waitForURL(/kabar=tersimpan/);
      return savedBefore(w, page, `${new URL(page.url()).pathname}/ubah`, '[name=judul]', '.actbar [name=simpan]');
    },
  },
  'a form of more than a megabyte': {
    status: 413, as: 'clerk', typed: true, again: false, go: async (w, page) => {
      await bookForm(page);
      await set(page, '[name=abstrak]', 'a'.repeat(1200000));
      return submit(page, '.actbar [name=simpan]');
    },
  },
  'an address that is too long': { status: 414, go: (w, page) => page.goto(`/cari?q=${'a'.repeat(5000)}`) },
  'an address with too many parts': { status: 414, go: (w, page) => page.goto(`/cari?${'q=a&'.repeat(300)}`) },
  'too many headers': {
    status: 431, go: async (w, page) => {
      await page.setExtraHTTPHeaders(Object.fromEntries(Array.from({ length: 110 }, (_, i) => [`X-${i}`, '1'])));
      const answer = await page.goto('/');
      await page.setExtraHTTPHeaders({});
      return answer;
    },
  },
  'searches without end': { status: 429, again: true, go: searchOn },
  'passwords without end': {
    status: 429, kept: 'siapa@contoh.id', go: async (w, page) => {
      await page.setExtraHTTPHeaders({ 'X-Forwarded-For': `198.51.100.${++stranger}` });
      for (let i = 0; i < 40; i++) {
        await page.goto('/masuk');
        await page.fill('#akun', 'siapa@contoh.id');
        await page.fill('#sandi', 'salah sama sekali');
        const answer = await submit(page, 'main button');
        if (answer.status() === 429) return answer;
      }
      throw new Error('guessing goes on');
    },
  },
  'a page that breaks': {
    status: 500, again: true, go: async (w, page) => {
      const title = await firstTitle(page);
      sql(w, 'ALTER TABLE title RENAME TO title_away');
      try {
        return await page.goto(title);
      } finally {
        sql(w, 'ALTER TABLE title_away RENAME TO title');
      }
    },
  },
  'a form that breaks': {
    status: 500, as: 'clerk', typed: true, go: async (w, page) => {
      await bookForm(page);
      sql(w, 'ALTER TABLE version RENAME TO version_away');
      try {
        return await submit(page, '.actbar [name=simpan]');
      } finally {
        sql(w, 'ALTER TABLE version_away RENAME TO version');
      }
    },
  },
  'a save while another program writes': {
    status: 503, as: 'clerk', typed: true, go: async (w, page) => {
      await bookForm(page);
      return locked(w, () => submit(page, '.actbar [name=simpan]'));
    },
  },
  'a damaged index': {
    status: 503, again: true, go: async (w, page) => {
      damage(w);
      return page.goto('/cari?q=laskar');
    },
  },
};
