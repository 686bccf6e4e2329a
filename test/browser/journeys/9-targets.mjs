// A coordinator registers another catalogue; a librarian asks it, compares, and copies a record home, on a phone,
// without JavaScript. The other catalogue is the one under test itself, by SRU.
import { spawnSync } from 'node:child_process';
import { counted, openPage } from '../world.mjs';

const at = '/staf/perpustakaan-umum-contoh/buku/luar';

// Asks for the page again, as its own refresh does, until it says so.
async function until(page, words) {
  for (let i = 0; i < 60; i++) {
    const text = await page.locator('main').innerText();
    if (words.test(text)) return text;
    await page.waitForTimeout(500);
    await page.reload();
  }
  return page.locator('main').innerText();
}

export const journeys = {
  'another catalogue is registered, tested in plain words, and switched on': async (world, check) => {
    spawnSync(world.silang, ['harvest', 'set', '--data', world.data, 'private=127.0.0.1:*', 'pause=0']);
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto('/jejaring/1/katalog');
    check(/Belum ada katalog lain/.test(await page.locator('main').innerText()), 'nothing is there by itself');
    await person.fill('main input[name="nama"]', 'Katalog Tetangga');
    await person.fill('main input[name="alamat"]', `${world.address}/sru`);
    await person.click('main form .main');
    await page.waitForURL('**/katalog/*');
    world.target = new URL(page.url()).pathname;
    const text = await until(page, /Waktu menjawab/);
    check(/Yang dipakai: marcxml/.test(text), 'it says what is used');
    check(/Contoh judul:/.test(text), 'and gives an example');
    await person.click('main button:has-text("Nyalakan")');
    check(/Menyala/.test(await page.locator('main').innerText()), 'it is on');
    check(person.clicks <= 2 && person.fields <= 2, `${person.clicks} clicks, ${person.fields} fields`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'a librarian asks it, compares two records and copies one': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto(at);
    await person.fill('#cari', 'laskar pelangi');
    await person.click('main form[role="search"] button');
    const text = await until(page, /\d+ hasil/);
    check(/Katalog Tetangga/.test(text) && /detik/.test(text), 'who answered, and in what time');
    check(/Di katalog jejaring/.test(text), 'the own network is searched too');
    const boxes = page.locator('main input[name="pilih"]');
    check(await boxes.count() >= 1, 'records to choose');
    await page.click('main button:has-text("Bandingkan dua")');
    check(/Pilih dulu/.test(await page.locator('main').innerText()), 'two are needed, and it says so');
    await page.goto(`${at}?q=indonesia&f=title`);
    await until(page, /\d+ hasil/);
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.click('main button:has-text("Bandingkan dua")');
    world.outsideCompare = page.url().slice(world.address.length);
    check(await page.locator('table.compare tbody tr').count() > 3, 'two are compared field by field');
    await page.goto(`${at}?q=laskar+pelangi&f=title`);
    await until(page, /\d+ hasil/);
    await person.click('main form a[href*="/data?"] >> nth=0');
    world.outside = page.url().slice(world.address.length);
    check(/Yang disimpan/.test(await page.locator('main').innerText()), 'what would be saved is shown');
    await person.click('main button:has-text("Salin ke perpustakaan saya")');
    await page.waitForURL(/\/buku\/\d+/);
    check(/Data tersalin/.test(await page.locator('main').innerText()), 'it is copied');
    check(await page.locator('main a[href$="/ubah"]').count() > 0, 'and can be changed');
    check(person.clicks <= 3 && person.fields === 1, `${person.clicks} clicks`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },
};
