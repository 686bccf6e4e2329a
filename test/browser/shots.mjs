// shots.mjs DIR [PART OF A NAME] -- pictures of every page at 360 and 1280 px, in both languages, light and dark.
import { mkdirSync } from 'node:fs';
import { openPage, openWorld, pages, staffPages } from './world.mjs';
import { journeys } from './journeys/3-first-start.mjs';
import { journeys as slims } from './journeys/5-slims.mjs';
import { journeys as harvest } from './journeys/9-harvest.mjs';
import { journeys as targets } from './journeys/9-targets.mjs';
import { journeys as books } from './journeys/6-books.mjs';
import { journeys as editor } from './journeys/7-editor.mjs';
import { journeys as review } from './journeys/7-review.mjs';

const dir = process.argv[2] ?? 'build/shots';
const part = process.argv[3] ?? '';
mkdirSync(dir, { recursive: true });
const world = await openWorld();

// Both schemes are in it once a width: light in Indonesian, dark in English.
const variants = [[360, 'id', false], [1280, 'id', false], [360, 'en', true], [1280, 'en', true]];

async function shoot(list, as) {
  const chosen = Object.entries(list).filter(([n]) => n.includes(part));
  if (!chosen.length) return;
  for (const [width, lang, dark] of variants) {
    const page = await openPage(world, { width, lang, dark, as });
    for (const [name, path] of chosen) {
      await page.goto(path);
      await shot(page, name, width, lang, dark);
    }
    await page.context().close();
  }
}

// Two people who save one record: what the second sees.
async function clash() {
  for (const [width, lang, dark] of variants) {
    const [one, two] = await Promise.all([0, 1].map(() => openPage(world, { width, lang, dark, as: world.coordinator })));
    for (const page of [one, two]) await page.goto(`${world.book}/ubah`);
    for (const [page, title] of [[one, `Kebun satu ${width} ${lang}`], [two, `Kebun dua ${width} ${lang}`]]) {
      await page.fill('[name=judul]', title);
      await page.locator('.actbar [name=simpan]').click();
      await page.waitForLoadState('load');
    }
    await shot(two, 'clash', width, lang, dark);
    for (const page of [one, two]) await page.context().close();
  }
}

const shot = (page, name, width, lang, dark) =>
  page.screenshot({ path: `${dir}/${name}-${width}-${lang}${dark ? '-dark' : ''}.png`, fullPage: width === 360 });

await shoot(await pages(world), null);
for (const walk of [...Object.values(journeys), ...Object.values(slims), Object.values(books)[0], ...Object.values(editor), ...Object.values(review), ...Object.values(harvest), ...Object.values(targets)]) await walk(world, (fine, what) => fine || console.log(what));
await shoot(await staffPages(world), world.coordinator);
if ('clash'.includes(part)) await clash();
await world.close();
