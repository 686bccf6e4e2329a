// What holds for every page, at every width, in both languages, light and dark.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { openPage, pages as publicPages } from '../world.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const r = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 140)).join(' | ')}`);
  }, RULES);
}

const small = () => [...document.querySelectorAll('button, select, summary, .btn, input:not([type=hidden]), nav a')]
  .filter((e) => e.checkVisibility?.() ?? true)
  .map((e) => [e.getBoundingClientRect(), e])
  .filter(([b]) => b.width && (b.height < 24 || b.width < 24))
  .map(([b, e]) => `${Math.round(b.width)}x${Math.round(b.height)} ${e.outerHTML.slice(0, 80)}`)
  .filter((s) => !/checkbox|radio/.test(s));

// Links and fields that cover one another: one of them cannot be read, or not be hit. What stays in
// sight while the page moves (a button at the lower edge) lies over something by intent.
const covered = () => {
  const stays = (e) => e && (/sticky|fixed/.test(getComputedStyle(e).position) || stays(e.parentElement));
  const boxes = [...document.querySelectorAll('a, button, select, summary, input:not([type=hidden])')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !e.closest('.vh, .skip'))
    .filter((e) => !stays(e))
    .flatMap((e) => [...e.getClientRects()].filter((b) => b.width > 2 && b.height > 2).map((b) => [e, b]));
  const over = ([e, a], [f, b]) => !e.contains(f) && !f.contains(e)
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  return boxes.flatMap((x, i) => boxes.slice(i + 1).filter((y) => over(x, y))
    .map((y) => `${x[0].outerHTML.slice(0, 70)} and ${y[0].outerHTML.slice(0, 70)}`));
};

const brightness = () => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
  return (r + g + b) / 3;
};

// The same for any list of pages, seen by any person. One window goes through all of them, and is made
// narrow and wide on the spot: a page a time costs more than what is looked at.
export function forEveryPage(pages, as = () => null) {
  async function eachPage(world, options, look) {
    const page = await openPage(world, { as: as(world), ...options });
    for (const [name, path] of Object.entries(await pages(world))) {
      page.strange.length = 0;
      const answer = await page.goto(path);
      await look(page, name, answer);
    }
    await page.context().close();
  }

  const accessible = (lang, dark) => (world, check) => eachPage(world, { lang, dark, js: true }, async (page, name) => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const v of await violations(page)) check(false, `${name} at ${width}: ${v}`);
    }
  });

  return {
    'no serious violation of WCAG 2.2 AA: Indonesian, light': accessible('id', false),
    'no serious violation of WCAG 2.2 AA: Indonesian, dark': accessible('id', true),
    'no serious violation of WCAG 2.2 AA: English, light': accessible('en', false),

    'nothing is wider than the window': (world, check) => eachPage(world, { js: true }, async (page, name) => {
      for (const width of [320, 360, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        check(wide <= 0, `${name} at ${width} is ${wide} px too wide`);
      }
    }),

    'nothing that is touched lies over another': (world, check) => eachPage(world, { js: true }, async (page, name) => {
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        for (const s of (await page.evaluate(covered)).slice(0, 3)) check(false, `${name} at ${width}: ${s}`);
      }
    }),

    'what is touched is large enough': (world, check) => eachPage(world, { js: true }, async (page, name) => {
      for (const s of (await page.evaluate(small)).slice(0, 3)) check(false, `${name}: ${s}`);
    }),

    'every page has one h1, a language, a title, and asks nothing of others': async (world, check) => {
      for (const lang of ['id', 'en'])
        await eachPage(world, { lang }, async (page, name) => {
          check(await page.locator('h1').count() === 1, `${name}: one h1`);
          check(await page.getAttribute('html', 'lang') === lang, `${name}: lang ${lang}`);
          check((await page.title()).length > 6, `${name}: title`);
          check(page.strange.length === 0, `${name}: ${page.strange.slice(0, 2)}`);
        });
    },

    // A page says its time ("2 menit lalu", and the clock on an error page), and a minute may end
    // between two looks: so the page with JavaScript is the one seen before it, or the one after it.
    'the same page without JavaScript is the same page': async (world, check) => {
      const scripted = await openPage(world, { as: as(world), js: true });
      const look = async (page, path) => {
        const answer = await page.goto(path);
        // Buttons that copy can only be there with a script: they have a journey of their own.
        await page.evaluate(() => document.querySelectorAll('[data-salin] + button').forEach((b) => b.remove()));
        const text = await page.locator('body').innerText();
        return text.replaceAll(answer.headers()['x-request-id'], '(request)'); // an error page shows it
      };
      await eachPage(world, {}, async (page, name) => {
        if (name.startsWith('list')) return; // shows what the device keeps: 7-find
        const path = page.url();
        let same = false; // what others do meanwhile may show between two looks
        for (let i = 0; !same && i < 3; i++) {
          const before = await look(page, path);
          const with_script = await look(scripted, path);
          same = before === with_script || await look(page, path) === with_script;
        }
        check(same, `${name} differs`);
      });
      await scripted.context().close();
    },

    'dark is dark and light is light': async (world, check) => {
      for (const dark of [false, true]) {
        const page = await openPage(world, { dark, js: true });
        await page.goto('/');
        const light = await page.evaluate(brightness);
        check(dark ? light < 90 : light > 180, `background is ${light}`);
        await page.context().close();
      }
    },
  };
}

export const journeys = forEveryPage(publicPages);
