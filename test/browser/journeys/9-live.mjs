// A library says where its system can be asked; readers see what is available now and how old the answer is, on a
// phone without JavaScript, and in the page of the title with it. The system is test/live_server.py, as Koha answers.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted, openPage } from '../world.mjs';

const at = '/staf/perpustakaan-umum-contoh';
let system, dir, titles = [];

async function startSystem() {
  dir = mkdtempSync(join(tmpdir(), 'silang-live-'));
  system = spawn('python3', ['test/live_server.py', join(dir, 'port')], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !existsSync(join(dir, 'port')); i++) await new Promise((r) => setTimeout(r, 100));
  await new Promise((r) => setTimeout(r, 200));
  return `http://127.0.0.1:${readFileSync(join(dir, 'port'), 'utf8').trim()}`;
}

function endSystem() {
  system?.kill();
  rmSync(dir, { recursive: true, force: true });
}

export const journeys = {
  'a library says where its system answers, and tries it': async (world, check) => {
    const address = await startSystem();
    spawnSync(world.silang, ['harvest', 'set', '--data', world.data, 'private=127.0.0.1:*']);
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto(`${at}/ketersediaan`);
    await page.fill('main input[name="alamat"]', 'http://nama:sandi@opac.contoh.id/');
    await page.fill('main input[name="pola"]', '{isbn}');
    await page.click('main form .main');
    check(/tanpa kata sandi/.test(await page.locator('main').innerText()), 'no password in an address');
    await person.choose('main select[name="jenis"]', 'ilsdi');
    await person.fill('main input[name="alamat"]', `${address}/koha`);
    await person.fill('main input[name="pola"]', '{isbn}');
    await person.click('main form .main');
    check(/Menyala/.test(await page.locator('main').innerText()), 'it is on at once');
    await person.click('main button:has-text("Coba sekarang")');
    check(/1 dari 3 eksemplar tersedia/.test(await page.locator('main').innerText()), `a try says what it answers: ${await page.locator('main').innerText()}`);
    check(person.clicks <= 2 && person.fields <= 3, `${person.clicks} clicks, ${person.fields} fields`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'a reader asks without JavaScript, and sees how old the answer is': async (world, check) => {
    const page = await openPage(world);
    const person = counted(page);
    await page.goto('/cari?q=indonesia&perpustakaan=6'); // the sample's public library
    const found = new Set();
    for (const a of await page.locator('a[href^="/b/"]').all()) found.add(/^\/b\/[0-9a-z]+/.exec(await a.getAttribute('href'))[0]);
    for (const address of found) {
      if (titles.length === 2) break;
      await page.goto(address);
      if (await page.locator('#langsung').count()) titles.push(address); // it has an ISBN to ask with
    }
    check(titles.length >= 2, 'there are titles of that library');
    await page.goto(titles[0]);
    check(!/Sekarang|Jawaban sistem/.test(await page.locator('main').innerText()), 'the page itself asks nobody');
    await person.click('main a:has-text("Tanyakan ketersediaan sekarang")');
    await page.waitForURL('**/tersedia');
    const text = await page.locator('main').innerText();
    check(/Tersedia/.test(text) && /1 dari 3 eksemplar/.test(text), `available: ${text}`);
    check(/Jawaban sistem perpustakaan (baru saja|\d+ (detik|menit))/.test(text), `its age is said: ${text}`);
    check(person.clicks === 1, 'with one click');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check(width <= 360, `it fits a phone: ${width}`);
    await page.click('main a:has-text("Tanyakan lagi")');
    check(/Jawaban sistem perpustakaan/.test(await page.locator('main').innerText()), 'asked again it is kept');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
    const english = await openPage(world, { lang: 'en', width: 1200, dark: true });
    await english.goto(`${titles[0]}/tersedia?lang=en`);
    check(/1 of 3 copies/.test(await english.locator('main').innerText()), 'in English too');
    await english.context().close();
  },

  'with JavaScript the answer stands on the page of the title': async (world, check) => {
    const page = await openPage(world, { js: true });
    await page.goto(titles[0]);
    const box = page.locator('#langsung');
    check(await box.count() === 1, 'there is a place for it');
    for (let i = 0; i < 40 && !/1 dari 3 eksemplar/.test(await box.innerText()); i++) await page.waitForTimeout(250);
    const text = await box.innerText();
    check(/1 dari 3 eksemplar/.test(text) && /Jawaban sistem perpustakaan/.test(text), `with its age: ${text}`);
    check(new URL(page.url()).pathname === titles[0], 'on the page itself');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'when the system is silent the reader is told, and what the data say': async (world, check) => {
    endSystem();
    const page = await openPage(world);
    await page.goto(`${titles[1]}/tersedia`);
    let text = await page.locator('main').innerText();
    check(/tidak menjawab/.test(text), `silence is said: ${text}`);
    check(/Menurut datanya/.test(text), 'and what the data say');
    await page.goto(`${titles[0]}/tersedia`);
    text = await page.locator('main').innerText();
    check(/1 dari 3 eksemplar/.test(text) && /Jawaban sistem perpustakaan/.test(text), `the older answer stays, with its age: ${text}`);
    await page.context().close();
    const staff = await openPage(world, { as: world.coordinator });
    await staff.goto(`${at}/ketersediaan`);
    await staff.click('main button:has-text("Hapus")');
    check(!/Menyala/.test(await staff.locator('main').innerText()), 'it is switched off');
    await staff.context().close();
  },
};
