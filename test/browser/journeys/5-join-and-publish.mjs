// From the link of an invitation to a published catalogue that readers see, and back: the whole of it counted, on a
// phone, in both languages, with and without JavaScript.
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted, openPage } from '../world.mjs';

const words = {
  id: { preview: 'Pratinjau', published: 'Sudah terbit', undone: 'Dibatalkan' },
  en: { preview: 'Preview', published: 'Published', undone: 'Undone' },
};

// What a school has: an export of SLiMS; the real one where it is at hand.
function exported() {
  const real = join(process.env.SILANG_SHARED ?? '../shared', 'data/indonesian/slims_sma-gapmk_biblio.csv');
  if (existsSync(real)) return real;
  const path = join(mkdtempSync(join(tmpdir(), 'silang-join-')), 'senayan_biblio_export.csv');
  writeFileSync(path, Array.from({ length: 30 }, (_, i) =>
    `Ekonomi ${i} Kelas XII;Text;KTSP;;PT Tiga Serangkai;2012;;;;Indonesia;Semarang;;;;;<Rusdarti>;;<2796${i}>\n`).join(''));
  return path;
}

async function until(page, heading) {
  for (let i = 0; i < 200; i++) {
    if ((await page.locator('h1').innerText().catch(() => '')) === heading) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

async function invite(world, name) {
  const page = await openPage(world, { as: world.coordinator });
  await page.goto('/jejaring/1/kelola');
  await page.fill('#nama', name);
  await page.selectOption('#jenis', 'school');
  await page.fill('#wilayah', 'Sleman');
  await page.click('form[action$="/undang"] button');
  const link = await page.locator('a[href*="/undangan/"]').first().getAttribute('href');
  await page.context().close();
  return new URL(link, world.address).pathname;
}

async function approve(world, name) {
  const page = await openPage(world, { as: world.coordinator });
  await page.goto('/jejaring/1/kelola');
  await page.locator('.inbox li', { hasText: name }).locator('button[name=terima]').click();
  await page.context().close();
}

const joins = (lang, js) => async (world, check) => {
  const name = `SMAN ${js ? 4 : 3} ${lang === 'id' ? 'Sleman' : 'Godean'}`;
  const slug = name.toLowerCase().replaceAll(' ', '-');
  const link = await invite(world, name);
  const page = await openPage(world, { lang, js });
  const person = counted(page);
  person.clicks++; // the link itself
  await page.goto(link);
  await person.fill('#orang', 'Tri Wulandari');
  await person.fill('#akun', `${slug}@contoh.id`);
  await person.fill('#sandi', 'padi di sawah hijau');
  await person.click('main form .main');
  check(page.url().includes(`/staf/${slug}`), `at work: ${page.url()}`);
  await person.click(`main a[href$="/kirim"]`);
  person.clicks++;
  person.fields++;
  await page.setInputFiles('#berkas', exported());
  await person.click('#kirim button');
  check(await until(page, words[lang].preview), `the preview comes by itself: ${await page.locator('h1').innerText()}`);
  check(await page.locator('.pile').count() === 4, 'four piles');
  const all = (await page.locator('.pile b').allInnerTexts()).reduce((n, t) => n + Number(t.replace(/\D/g, '')), 0);
  check(all >= 30, `everything is in one of them: ${all}`);
  await person.click('.actbar .main');
  check(await until(page, words[lang].published), `published: ${await page.locator('h1').innerText()}`);
  check(person.clicks <= 7, `${person.clicks} clicks`);
  check(person.fields <= 6, `${person.fields} fields`);
  check(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, 'nothing sticks out of a phone');

  const reader = await openPage(world, { lang });
  check((await reader.goto(`/perpustakaan/${slug}`)).status() === 404, 'readers see nothing yet');
  await approve(world, name);
  check((await reader.goto(`/perpustakaan/${slug}`)).status() === 200, 'readers see the library');
  check(await reader.evaluate(() => document.documentElement.scrollWidth) <= 360, 'nothing sticks out of its page');
  await page.locator('.note.ok a').click();
  let seen = 0;
  for (let i = 0; i < 50 && !seen; i++) {
    seen = await page.locator('.results > li').count();
    if (!seen) await page.waitForTimeout(200).then(() => page.reload());
  }
  check(seen > 0, 'and its books');

  await page.goto(`/staf/${slug}/kirim`);
  await page.locator('form[action$="/batalkan"] button').click();
  check(await until(page, words[lang].undone), 'and everything can be taken back');
  check(page.strange.length === 0, `nothing strange: ${page.strange}`);
  await reader.context().close();
  await page.context().close();
};

export const journeys = {
  'an invitation to a published catalogue: at most 7 clicks and 6 fields, without JavaScript, in Indonesian': joins('id', false),
  'the same with JavaScript': joins('id', true),
  'the same without JavaScript, in English': joins('en', false),
  'the same with JavaScript, in English': joins('en', true),
};
