// A library registers the address of a system, on a phone, without JavaScript; the other system is the catalogue itself.
import { spawnSync } from 'node:child_process';
import { counted, openPage } from '../world.mjs';

const at = '/staf/perpustakaan-umum-contoh';

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
  'a wrong address is told in words, a private one too': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    await page.goto(`${at}/kirim`);
    await page.click(`main a[href="${at}/panen"]`);
    await page.fill('main input[name="alamat"]', 'http://nama:sandi@opac.contoh.id/');
    await page.click('main form .main');
    check(/tanpa kata sandi/.test(await page.locator('main').innerText()), 'no password in an address');
    await page.fill('main input[name="alamat"]', `${world.address}/oai`);
    await page.click('main form .main');
    await page.waitForURL('**/panen/*');
    const text = await until(page, /jaringan tertutup[\s\S]*jaringan tertutup/);
    check(/jaringan tertutup/.test(text), 'a private network takes the operator');
    world.gather = new URL(page.url()).pathname;
    await page.context().close();
  },

  'once it is allowed, records come and are shown; what the server offers is said': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    if (!world.gather) return check(false, 'nothing was registered');
    spawnSync(world.silang, ['harvest', 'set', '--data', world.data, 'private=127.0.0.1:*', 'pause=0']);
    await page.goto(world.gather);
    await person.click('main button:has-text("Periksa sambungan")');
    let text = await until(page, /Yang dipakai/);
    check(/Yang dipakai: marc21/.test(text), 'MARC is chosen');
    await person.click('main button:has-text("Ambil sekarang")');
    // What came is shown as soon as it is published, some moments before the harvest has ended.
    text = await until(page, /^(?=[\s\S]*Berhasil)[\s\S]*dibaca: \d+ baru/);
    check(/Berhasil/.test(text) && /dibaca: \d+ baru/.test(text), 'it went well');
    check(person.clicks <= 2 && person.fields === 0, `${person.clicks} clicks`);
    await page.click('main details summary');
    await page.fill('main input[name="akun"]', 'petugas');
    await page.fill('main input[name="sandi"]', 'rahasia di sana');
    check(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, 'the form for a password fits a phone');
    await page.click('main details button');
    text = await until(page, /tanpa enkripsi/);
    check(/petugas/.test(text) && !/rahasia/.test(await page.content()), 'who we are there is shown, the password is not');
    await page.locator('section[aria-labelledby="h-tiba"] a.btn').first().click();
    await page.waitForURL('**/muatan/*');
    check(await page.locator('h1').innerText() === 'Sudah terbit', 'the delivery opens, to be undone');
    await page.goto(world.gather);
    await page.click('main details summary');
    await page.fill('main input[name="akun"]', '');
    await page.click('main details button');
    check(!/petugas/.test(await page.locator('main').innerText()), 'and can be forgotten');
    await page.goto('/jejaring/1/panen');
    check(/Berhasil/.test(await page.locator('main').innerText()), 'a coordinator sees how it stands');
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },
};
