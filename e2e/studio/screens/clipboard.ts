import type { Page } from '@aftercall/dev-harness/browser';

/** Puts a text on the clipboard as a person does who copies it from a field. */
export async function copyText(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => {
    const field = document.createElement('textarea');
    field.value = value;
    field.setAttribute('aria-label', 'To be copied');
    document.body.append(field);
    field.select();
  }, text);
  await page.keyboard.press('Control+c');
  await page.getByRole('textbox', { name: 'To be copied' }).evaluate((field) => field.remove());
}
