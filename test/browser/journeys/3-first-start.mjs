// From the link in the terminal to a network with its first library, counted.
import { openPage } from '../world.mjs';
import { counted } from '../world.mjs';

export const coordinator = { name: 'Sri Wahyuni', login: 'sri@contoh.id', password: 'kuda makan rumput' };

export const journeys = {
  'three screens to a running network: at most 6 clicks and 9 fields, on a phone, without JavaScript': async (world, check) => {
    const page = await openPage(world);
    const person = counted(page);
    await page.goto(world.setup());
    check(/Jejaring/.test(await page.locator('h1').innerText()), 'the first screen is the network');
    await person.fill('#nama', 'Jejaring Sleman');
    await person.click('main button');
    check(/Pengelola/.test(await page.locator('h1').innerText()), 'the second the coordinator');
    await person.fill('#nama', coordinator.name);
    await person.fill('#akun', coordinator.login);
    await person.fill('#sandi', '12345678');
    await page.locator('main button').click(); // wrong on purpose: not counted
    check(await page.locator('.field.wrong .why').count() === 1, 'a weak password is said at its field');
    check(await page.inputValue('#nama') === coordinator.name, 'what was typed stays');
    await page.fill('#sandi', coordinator.password);
    await person.click('main button');
    check(/\/mulai/.test(page.url()), 'the third the contents');
    check(await page.locator('.trail [aria-current="step"]').innerText() === '3. Isi katalog', 'the trail says so');
    await person.fill('#nama', 'SD Negeri Caturtunggal');
    await person.click('main form.panel button');
    check(/\/staf\/sd-negeri-caturtunggal\/kirim/.test(page.url()), 'and then to its first file');
    check(person.clicks <= 6, `${person.clicks} clicks`);
    check(person.fields <= 9, `${person.fields} fields`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
    world.coordinator = coordinator;
  },

  'then the link is dead': async (world, check) => {
    const page = await openPage(world);
    const answer = await page.goto(world.setup());
    check(answer.status() === 404, `status ${answer.status()}`);
    await page.context().close();
  },
};
