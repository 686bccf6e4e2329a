// What holds for every page, at every width, in both languages, light and dark.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openPage as openAny, pages as publicPages } from '../world.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const r = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 140)).join(' | ')}`);
  }, RULES);
}

// The same for any list of pages, seen by any person.
export function forEveryPage(pages, as = () => null) {
  const openPage = (world, options = {}) => openAny(world, { as: as(world), ...options });

  const accessible = (lang, dark) => async (world, check) => {
    for (const [name, path] of Object.entries(await pages(world)))
      for (const width of [360, 1280]) {
        const page = await openPage(world, { width, lang, dark, js: true });
        await page.goto(path);
        for (const v of await violations(page)) check(false, `${name} at ${width}: ${v}`);
        await page.context().close();
      }
  };

  return {
    'no serious violation of WCAG 2.2 AA: Indonesian, light': accessible('id', false),
    'no serious violation of WCAG 2.2 AA: Indonesian, dark': accessible('id', true),
    'no serious violation of WCAG 2.2 AA: English, light': accessible('en', false),

    'nothing is wider than the window': async (world, check) => {
      for (const [name, path] of Object.entries(await pages(world)))
        for (const width of [320, 360, 768, 1280]) {
          const page = await openPage(world, { width, js: true });
          await page.goto(path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          check(wide <= 0, `${name} at ${width} is ${wide} px too wide`);
          await page.context().close();
        }
    },

    'what is touched is large enough': async (world, check) => {
      for (const [name, path] of Object.entries(await pages(world))) {
        const page = await openPage(world, { js: true });
        await page.goto(path);
        const small = await page.evaluate(() => [...document.querySelectorAll('button, select, summary, .btn, input:not([type=hidden]), nav a')]
          .filter((e) => e.checkVisibility?.() ?? true)
          .map((e) => [e.getBoundingClientRect(), e])
          .filter(([b]) => b.width && (b.height < 24 || b.width < 24))
          .map(([b, e]) => `${Math.round(b.width)}x${Math.round(b.height)} ${e.outerHTML.slice(0, 80)}`)
          .filter((s) => !/checkbox|radio/.test(s)));
        for (const s of small.slice(0, 3)) check(false, `${name}: ${s}`);
        await page.context().close();
      }
    },

    'every page has one h1, a language, a title, and asks nothing of others': async (world, check) => {
      for (const lang of ['id', 'en'])
        for (const [name, path] of Object.entries(await pages(world))) {
          const page = await openPage(world, { lang });
          await page.goto(path);
          check(await page.locator('h1').count() === 1, `${name}: one h1`);
          check(await page.getAttribute('html', 'lang') === lang, `${name}: lang ${lang}`);
          check((await page.title()).length > 6, `${name}: title`);
          check(page.strange.length === 0, `${name}: ${page.strange.slice(0, 2)}`);
          await page.context().close();
        }
    },

    // A page says its time ("2 menit lalu", and the clock on an error page), and a minute may end
    // between two looks: so the page with JavaScript is the one seen before it, or the one after it.
    'the same page without JavaScript is the same page': async (world, check) => {
      const look = async (path, js) => {
        const page = await openPage(world, { js });
        const answer = await page.goto(path);
        const text = await page.locator('body').innerText();
        await page.context().close();
        return text.replaceAll(answer.headers()['x-request-id'], '(request)'); // an error page shows it
      };
      for (const [name, path] of Object.entries(await pages(world))) {
        const before = await look(path, false);
        const scripted = await look(path, true);
        const same = before === scripted || await look(path, false) === scripted;
        check(same, `${name} differs`);
      }
    },

    'dark is dark and light is light': async (world, check) => {
      for (const dark of [false, true]) {
        const page = await openPage(world, { dark, js: true });
        await page.goto('/');
        const light = await page.evaluate(() => {
          const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
          return (r + g + b) / 3;
        });
        check(dark ? light < 90 : light > 180, `background is ${light}`);
        await page.context().close();
      }
    },
  };
}

export const journeys = forEveryPage(publicPages);
