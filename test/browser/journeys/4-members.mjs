// From a coordinator's invitation to a library at work, on phones, without JavaScript, counted.
import { counted, openPage } from '../world.mjs';

export const journeys = {
  'an invitation with name, type and place takes the coordinator at most 3 clicks': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto('/jejaring/1/kelola');
    await person.fill('#nama', 'SMPN 2 Ngaglik');
    await person.choose('#jenis', 'school');
    await person.fill('#wilayah', 'Ngaglik, Sleman');
    await person.click('form[action$="/undang"] button');
    const link = await page.locator('a[href*="/undangan/"]').first().getAttribute('href');
    check(/\/undangan\/[a-z0-9]{26}$/.test(link ?? ''), `the link is there: ${link}`);
    check(await page.locator('svg.qr path').count() === 1, 'and its QR code');
    check(await page.locator('a[href^="https://wa.me/"]').count() === 1, 'and a way to send it');
    check(person.clicks <= 3, `${person.clicks} clicks`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    world.invitation = new URL(link, world.address).pathname;
    await page.context().close();
  },

  'a librarian is at work with at most 2 clicks and 6 fields': async (world, check) => {
    const page = await openPage(world);
    const person = counted(page);
    await page.goto(world.invitation);
    check(await page.inputValue('#nama') === 'SMPN 2 Ngaglik', 'the name is filled in');
    check(/Ngaglik/.test(await page.inputValue('#wilayah')), 'and the place');
    await person.fill('#orang', 'Ratna Dewi');
    await person.fill('#akun', 'ratna@contoh.id');
    await page.fill('#sandi', '12345678'); // wrong on purpose: not counted
    await page.locator('main form .main').click();
    check(await page.locator('.field.wrong .why').count() === 1, 'a weak password is said at its field');
    check(await page.inputValue('#orang') === 'Ratna Dewi', 'what was typed stays');
    await person.fill('#sandi', 'padi di sawah hijau');
    await person.click('main form .main');
    check(/\/staf\/smpn-2-ngaglik/.test(page.url()), `she is at work: ${page.url()}`);
    check(await page.locator('[role=status]').count() === 1, 'and told what comes next');
    check(person.clicks <= 2, `${person.clicks} clicks`);
    check(person.fields <= 6, `${person.fields} fields`);
    check(page.strange.length === 0, `nothing strange: ${page.strange}`);
    await page.context().close();
  },

  'readers find the library after one click of the coordinator': async (world, check) => {
    const reader = await openPage(world);
    const before = await reader.goto('/perpustakaan/smpn-2-ngaglik');
    check(before.status() === 404, `not before: ${before.status()}`);
    const page = await openPage(world, { as: world.coordinator });
    const person = counted(page);
    await page.goto('/jejaring/1/kelola');
    await person.click('button[name=terima]');
    check(await page.locator('[role=status]').count() === 1, 'the page says it is done');
    check(person.clicks === 1, `${person.clicks} clicks`);
    const after = await reader.goto('/perpustakaan/smpn-2-ngaglik');
    check(after.status() === 200, `then: ${after.status()}`);
    await page.context().close();
    await reader.context().close();
  },

  'a wrong field of the profile is said where it is': async (world, check) => {
    const page = await openPage(world, { as: { login: 'ratna@contoh.id', password: 'padi di sawah hijau' } });
    await page.goto('/staf/smpn-2-ngaglik/profil');
    await page.fill('#hari1', 'pagi');
    await page.fill('#npsn', '12');
    await page.fill('#alamat', 'Jl. Kaliurang km 9');
    await page.locator('form[action$="/profil"] .main').click();
    check(await page.locator('.field.wrong .why').count() === 2, 'two fields');
    check(await page.inputValue('#alamat') === 'Jl. Kaliurang km 9', 'what was typed stays');
    await page.fill('#hari1', '7-15.30');
    await page.fill('#npsn', '20401234');
    await page.locator('form[action$="/profil"] .main').click();
    check(await page.locator('[role=status]').count() === 1, 'then it is saved');
    await page.goto('/perpustakaan/smpn-2-ngaglik');
    check(/07\.00-15\.30/.test(await page.locator('main').innerText()), 'and readers see the hours');
    await page.context().close();
  },

  'a network that is open has a form for everybody': async (world, check) => {
    const page = await openPage(world, { as: world.coordinator });
    await page.goto('/jejaring/1/profil');
    await page.check('input[name=terbuka]');
    await page.locator('form[action$="/profil"] .main').click();
    const reader = await openPage(world);
    await reader.goto('/jejaring/1');
    await reader.locator('a[href="/gabung/1"]').click();
    check(await reader.locator('#orang').count() === 1, 'who comes in gets an account');
    await page.context().close();
    await reader.context().close();
  },
};
