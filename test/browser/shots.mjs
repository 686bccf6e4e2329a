// shots.mjs DIR -- pictures of every page at 360 and 1280 px, in both languages, light and dark.
import { mkdirSync } from 'node:fs';
import { openPage, openWorld, pages } from './world.mjs';

const dir = process.argv[2] ?? 'build/shots';
mkdirSync(dir, { recursive: true });
const world = await openWorld();
for (const [name, path] of Object.entries(await pages(world)))
  for (const [width, lang, dark] of [[360, 'id', false], [1280, 'id', false], [360, 'en', true], [1280, 'en', true]]) {
    const page = await openPage(world, { width, lang, dark });
    await page.goto(path);
    await page.screenshot({ path: `${dir}/${name}-${width}-${lang}${dark ? '-dark' : ''}.png`, fullPage: width === 360 });
    await page.context().close();
  }
await world.close();
