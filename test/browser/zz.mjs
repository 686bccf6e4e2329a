import { mkdirSync } from 'node:fs';
import { openPage, openWorld } from './world.mjs';
const dir = process.argv[2]; mkdirSync(dir, { recursive: true });
const world = await openWorld();
for (const [name, path, opts, clip] of [['connect', '/sambung', {}], ['connectjs', '/sambung', {js: true}], ['take', '/cari?q=sejarah', {}, 'form.take']])
  for (const [width, lang] of [[360, 'id'], [1280, 'en']]) {
    const page = await openPage(world, { width, lang, ...opts });
    await page.goto(path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) console.log(name, width, lang, 'overflows by', over);
    if (clip) { await page.locator(clip).scrollIntoViewIfNeeded(); await page.screenshot({ path: `${dir}/${name}-${width}-${lang}.png` }); }
    else { for (const [i, y] of (width == 360 ? [0, 1600, 3200] : [0, 1500]).entries()) await page.screenshot({ path: `${dir}/${name}-${width}-${lang}-${i}.png`, fullPage: true, clip: {x: 0, y, width, height: width == 360 ? 1600 : 1500} }); }
    await page.context().close();
  }
await world.close();
