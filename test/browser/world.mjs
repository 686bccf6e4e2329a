// world.mjs -- the sample network served by the program under test, and a browser on it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const silang = process.env.SILANG ?? 'build/asan/silang';

export async function openWorld(options = []) {
  const dir = mkdtempSync(join(tmpdir(), 'silang-browser-'));
  const data = join(dir, 'data');
  const made = spawnSync(silang, ['sample', 'load', '--data', data], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`sample load: ${made.stderr}`);
  const server = spawn(silang, ['serve', '--data', data, '--listen', '127.0.0.1:0', ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr.on('data', (b) => { said += b; });
  const address = await new Promise((resolve, reject) => {
    server.stdout.once('data', (b) => resolve(String(b).trim().replace(/\/$/, '')));
    server.once('exit', () => reject(new Error(`serve ended: ${said}`)));
  });
  const chrome = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  const browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox', '--disable-gpu'] });
  const setup = () => /\/awal\/[a-z0-9]+/.exec(said)?.[0];
  const close = async () => {
    await browser.close();
    server.kill('SIGTERM');
    const code = await new Promise((resolve) => server.once('exit', resolve));
    rmSync(dir, { recursive: true, force: true });
    return { code, said };
  };
  return { address, browser, close, setup, data, silang };
}

// A page at a width, language and colour scheme; without JavaScript unless asked for.
// What it asks of other hosts and what the console says is kept in `page.strange`.
export async function openPage(world, { width = 360, lang = 'id', dark = false, js = false, as = null } = {}) {
  const context = await world.browser.newContext({
    storageState: as ? await signedIn(world, as) : undefined,
    baseURL: world.address,
    viewport: { width, height: 800 },
    locale: lang === 'id' ? 'id-ID' : 'en-GB',
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: js,
    bypassCSP: js, // the checker of accessibility is put into the page
  });
  const page = await context.newPage();
  page.strange = [];
  page.on('request', (r) => { if (!r.url().startsWith(world.address)) page.strange.push(r.url()); });
  page.on('console', (m) => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) page.strange.push(m.text()); });
  return page;
}

// The cookies of a person who signed in once ({ login, password }); kept, so that brakes stay away.
const sessions = new Map();
export const forget = (world, as) => sessions.delete(`${world.address} ${as.login}`); // his session has ended
async function signedIn(world, as) {
  const key = `${world.address} ${as.login}`;
  if (!sessions.has(key)) {
    const page = await openPage(world);
    await page.goto('/masuk');
    await page.fill('#akun', as.login);
    await page.fill('#sandi', as.password);
    await page.click('main button');
    sessions.set(key, await page.context().storageState());
    await page.context().close();
  }
  return sessions.get(key);
}

// What a person does on a page, counted.
export function counted(page) {
  const person = { clicks: 0, fields: 0 };
  person.click = async (selector) => { person.clicks++; await page.locator(selector).first().click(); };
  person.fill = async (selector, text) => { person.fields++; await page.fill(selector, text); };
  person.choose = async (selector, value) => { person.fields++; await page.selectOption(selector, value); };
  return person;
}

// Every kind of page for staff, by a name; after the first start.
export async function staffPages(world) {
  const at = '/staf/perpustakaan-umum-contoh';
  return {
    staff: '/staf', start: '/mulai', own: at, people: `${at}/orang`, history: `${at}/riwayat`,
    coordinators: '/jejaring/1/orang', profile: `${at}/profil`, conditions: `${at}/syarat`,
    members: '/jejaring/1/kelola', network_form: '/jejaring/1/profil', join: '/gabung/1', code_of_invitation: '/undangan', account: '/akun', signin: '/masuk', code: '/sandi',
    health: '/sistem', backups: '/sistem/cadangan', jobs: '/sistem/pekerjaan', everybody: '/sistem/orang',
    settings: '/sistem/pengaturan', authority: '/sistem/kendali', everything: '/sistem/riwayat', warnings: '/sistem/catatan',
    send: `${at}/kirim`, slims: `${at}/slims`, harvest: `${at}/panen`, harvests: '/jejaring/1/panen', ...(world.gather ? { harvest_one: world.gather } : {}), ...(world.load ? { load: world.load } : {}),
    outside: `${at}/buku/luar`, targets: '/jejaring/1/katalog', targets_all: '/sistem/katalog', ...(world.target ? { target: world.target } : {}),
    ...(world.outside ? { outside_found: `${at}/buku/luar?q=laskar+pelangi&f=title`, outside_record: world.outside, outside_compare: world.outsideCompare } : {}),
    books: `${at}/buku`, book_new: `${at}/buku/baru`, book_copy: `${at}/buku/salin?q=sejarah`, labels: `${at}/buku/label`,
    hints: `${at}/buku?kurang=isbn`, quality: `${at}/mutu`, filling: `${at}/mutu/lengkapi`, spelling: `${at}/mutu/ejaan`, spelling_decisions: `${at}/mutu/ejaan/keputusan`, ...(world.spelling ? { spelling_one: world.spelling } : {}), live: `${at}/ketersediaan`, shelf: `${at}/buku/rak`,
    review: '/tinjau', review_none: '/tinjau?jenis=map', bulk: '/tinjau/sekaligus?sebab=author.same',
    ...(world.joined ? { pair: world.apart, pair_one: world.pair, title_history: `${world.joined}/riwayat`, split: `${world.joined}/pisah`, merge: `${world.joined}/gabung?q=suara`, title_staff: world.joined } : {}),
    ...(world.mended ? { mend: world.mended } : {}),
    marc_new: `${at}/buku/baru/marc?jenis=serial`, edits: `${at}/buku/suntingan`, templates: `${at}/buku/templat`,
    ...(world.edited ? { marc: `${world.edited}/marc`, versions: world.versions ? new URL(world.versions).pathname + new URL(world.versions).search : `${world.edited}/versi` } : {}),
    ...(world.book ? { book: world.book, book_edit: `${world.book}/ubah`, sheet: `${at}/buku/label?kode=B00001%0AB00002&lembar=3x8` } : {}),
  };
}

// Follows a link or sends a form, until the next page is there.
export async function follow(page, link) {
  await link.click();
  await page.waitForLoadState('load');
}

// Every kind of page, by a name.
export async function pages(world) {
  const page = await openPage(world);
  await page.goto('/cari?q=laskar');
  const title = await page.locator('main a[href^="/b/"], .hit a[href^="/b/"], a[href^="/b/"]').first().getAttribute('href');
  await page.context().close();
  return {
    home: '/', advanced: '/cari/rinci', advanced_filled: '/cari/rinci?k1=sejarah&f1=title&h2=and&k2=hirata&f2=author&perpustakaan=1&dari=1990',
    results: '/cari?q=sejarah',
    browse: '/jelajah',
    browse_from: '/jelajah/subjek?dari=s',
    browse_calls: '/jelajah/nomor-panggil',
    results_filtered: '/cari?q=sejarah&bahasa=ind&jenis=book&urut=newest',
    results_arabic: '/cari?q=%D8%B5%D8%AD%D9%8A%D8%AD',
    nothing: '/cari?q=qwertyuiop', nothing_much: '/cari?q=laskar+qwertyuiop',
    values: '/cari/nilai?q=sejarah&pilah=subjek', refine: '/cari/nilai?q=sejarah', person: '/cari?jenis=book&wilayah=34&bahasa=ind&kelas=9',
    list_empty: '/daftar', list: `/daftar?b=${title.slice(3)}`,
    title, editions: `${title}/edisi`, available: `${title}/tersedia`,
    libraries: '/perpustakaan', network: '/jejaring/1', invited: '/undangan',
    library: '/perpustakaan/perpustakaan-umum-contoh',
    help: '/bantuan', connect: '/sambung', api: '/sambung/api', api_titles: '/sambung/api/titles', api_send: '/sambung/api/send',
    privacy: '/privasi',
    missing: '/tidak-ada',
    wrong: '/cari?hal=abc',
    setup: world.setup(),
  };
}
