// Two libraries send books that are nearly the same; a coordinator decides with keys, takes one back, and both
// send again; splitting and joining by hand; where old addresses lead.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted, follow, openPage } from '../world.mjs';

const dir = mkdtempSync(join(tmpdir(), 'silang-review-'));
const header = 'judul,pengarang,penerbit,tahun,isbn,barcode\n';
const files = {
  '/staf/sd-negeri-caturtunggal': ['Pendar di Tepi Opak,"Sari, Wulan Ayu",Bentang,2001,,X1', 'Lampu di Tepi Progo,"Suwito, Darmo Adi",Kanisius,1997,,X2',
    'Rumah di Kaki Merapi,"Rahayu, Ning Dewi",Grasindo,2003,,X3'],
  '/staf/sd-contoh-melati': ['Pendar di Tepi Opak,"Sari, Wulan",Bentang,2002,,Y1', 'Lampu di Tepi Progo,"Suwito, Darmo",Kanisius,1998,,Y2',
    'Rumah di Kaki Merapi : novel,"Rahayu, Ning",Grasindo,2004,,Y3'],
};

async function until(page, heading) {
  for (let i = 0; i < 100; i++) {
    if ((await page.locator('h1').innerText().catch(() => '')) === heading) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

async function send(page, at, more = '') {
  const path = join(dir, `${at.split('/').pop()}.csv`);
  writeFileSync(path, `${header}${files[at].join('\n')}\n${more}`);
  await page.goto(`${at}/kirim`);
  await page.setInputFiles('#berkas', path);
  await page.click('#kirim button');
  return await until(page, 'Pratinjau');
}

async function publish(page) {
  await page.click('.actbar .main');
  return await until(page, 'Sudah terbit');
}

const queue = (page) => page.locator('.inbox h3.title a');
const key = async (page, which) => {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(which)]);
  await page.waitForLoadState('load');
};
const pair = (page) => new URL(page.url()).pathname;

async function onlyOurs(page) {
  await page.goto('/tinjau');
  await page.locator('summary', { hasText: 'Saring' }).click();
  await page.selectOption('#perpustakaan', { label: 'SD Negeri Caturtunggal' });
  await follow(page, page.locator('form[action="/tinjau"] button'));
}

export const journeys = {
  'what is nearly the same waits for a person, and the preview says why': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    check(await send(page, '/staf/sd-negeri-caturtunggal'), 'the first library sends');
    check(await publish(page), 'and publishes');
    check(await send(page, '/staf/sd-contoh-melati'), 'the second sends');
    check(await page.locator('#ragu tbody tr').count() === 3, 'three are in doubt');
    const why = await page.locator('#ragu tbody td:last-child').first().innerText();
    check(!/\w\.\w/.test(why) && why.length > 5, `in words: ${why}`);
    check(await publish(page), 'and publishes');
    await follow(page, page.locator('#ragu a.btn'));
    check(await queue(page).count() >= 3, 'from the report it is a click to the queue');
    await onlyOurs(page);
    check(await queue(page).count() === 3, `the queue has them: ${await queue(page).count()}`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'three pairs with three keys, one taken back': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator, width: 1280, js: true });
    const person = counted(page);
    await onlyOurs(page);
    await follow(page, page.locator('a.btn.main'));
    world.pair = pair(page);
    const first = pair(page);
    const [kept, gone] = await page.locator('.compare a[href^="/b/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    check((await page.locator('.why li').count()) > 1, 'the score is explained');
    await page.focus('#alasan');
    await page.keyboard.press('2');
    check(pair(page) === first && await page.inputValue('#alasan') === '2', 'a key typed into a field decides nothing');
    await page.fill('#alasan', '');
    await page.locator('h1').click();
    await key(page, '1');
    const second = pair(page);
    check(second !== first, 'the next pair comes');
    check(await page.locator('.undo').count() === 1, 'with a way back');
    await key(page, '2');
    const third = pair(page);
    check(third !== second, 'and the next');
    await key(page, 's');
    check(/kabar=habis/.test(page.url()), 'the end of the queue is told');
    await onlyOurs(page);
    check(await queue(page).count() === 1, 'what was skipped waits');
    await page.goto(second);
    await follow(page, page.locator('form[action^="/tinjau/"] [data-key="1"]')); // joined after all
    await person.click('.undo button');
    await page.waitForLoadState('load');
    check(person.clicks === 1, 'one click takes it back');
    check(pair(page) === second, 'to the pair');
    const answer = await page.request.get(gone, { maxRedirects: 0 });
    check(answer.status() === 301 && answer.headers().location === kept, `${gone} leads to ${kept}`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    Object.assign(world, { joined: kept, apart: second, skipped: third });
    await page.context().close();
  },

  'decisions hold when the files come again': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    for (const at of Object.keys(files)) {
      check(await send(page, at, `Buku Baru ${at.length},"Seseorang",Lontar,2020,,Z${at.length}\n`), `${at} sends again`);
      check(await publish(page), 'and publishes');
    }
    await onlyOurs(page);
    check(await queue(page).count() === 1, `only the skipped pair waits: ${await queue(page).count()}`);
    await page.goto(world.joined);
    check(await page.locator('.side ol.rows > li').count() === 2, 'two libraries hold what was joined');
    await page.context().close();
  },

  'a title is split and joined by hand, on a phone, without JavaScript': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto(world.joined);
    await follow(page, page.locator('a[href$="/pisah"]'));
    await page.locator('input[type=checkbox]').last().check();
    await follow(page, page.locator('button[value=lihat]'));
    check(await page.locator('.compare').count() === 1, 'the result is shown first');
    await follow(page, page.locator('button[value=pisah]'));
    check(/riwayat\?putusan=/.test(page.url()), 'then it is split');
    const other = await page.locator('.undo a').getAttribute('href');
    await page.goto(other);
    const both = await page.locator('.compare a[href^="/b/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    for (const path of both) check((await page.request.get(path, { maxRedirects: 0 })).status() === 200, `${path} is a title`);
    await page.goto(world.joined);
    await follow(page, page.locator('a[href$="/gabung"]'));
    await person.fill('#q-lain', `${world.address}${both.find((p) => p !== world.joined)}`);
    await follow(page, page.locator('main form button'));
    check(await page.locator('.compare').count() === 1, 'both are shown first');
    await follow(page, page.locator('[data-key="1"]'));
    check(/\/riwayat/.test(page.url()), 'then they are joined');
    check(await page.locator('tbody tr').count() >= 4, 'the history has all of it');
    check((await page.locator('tbody').innerText()).includes('Sri Wahyuni'), 'with who');
    const reader = await openPage(world);
    await reader.goto(`${world.joined}/riwayat`);
    check(!(await reader.locator('body').innerText()).includes('Sri Wahyuni'), 'which readers do not see');
    await reader.context().close();
    await page.context().close();
  },

  'many at once, and all of it taken back': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    await page.goto('/tinjau');
    const reasons = await page.locator('.errs a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    let before = 0;
    for (let i = 0; i < reasons.length && !before; i++) { // of some reasons all pairs are decided already
      await page.goto(reasons[i]);
      before = await page.locator('[name=pasangan]').count();
    }
    check(before > 0, 'pairs with one reason');
    await follow(page, page.locator('a', { hasText: 'Pilih semua' }));
    await follow(page, page.locator('button[value=beda]'));
    check(await page.locator('[name=pasangan]').count() < before, 'they left the list');
    await follow(page, page.locator('.undo button'));
    check(await page.locator('[name=pasangan], [data-key="1"]').count() > 0, 'and came back');
    await page.context().close();
  },
};
