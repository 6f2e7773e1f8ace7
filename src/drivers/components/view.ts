/** The view: what the device table shows, once it has settled. */
import type { Page } from 'playwright'

export type View =
  | { readonly kind: 'devices'; readonly rows: number }
  | { readonly kind: 'empty'; readonly text: string }
  /** The component's own message. */
  | { readonly kind: 'error'; readonly text: string }
  /** Nothing settled in time; the text is what stands there. */
  | { readonly kind: 'unsettled'; readonly text: string }

export const element = 'seam-device-table'

/** Class names that the component gives its parts. */
const marks = {
  row: '.seam-table-row',
  empty: '.seam-table-empty-placeholder',
  error: '.seam-snackbar-visible',
  loading: '.seam-loading-toast',
}

/** Waits until the table has made up its mind. */
export async function readView(page: Page, timeoutMs: number): Promise<View> {
  const table = page.locator(element)
  const said = table.locator(marks.error)
  const settled = table.locator(`${marks.row}, ${marks.empty}`).first()
  const isSettled = settled
    .waitFor({ timeout: timeoutMs })
    .then(() =>
      table
        .locator(marks.loading)
        .first()
        .waitFor({ state: 'detached', timeout: timeoutMs }),
    )
  const isSaid = said.waitFor({ timeout: timeoutMs })
  try {
    await Promise.any([isSettled, isSaid])
  } catch {
    const text = await table.innerText({ timeout: 1000 }).catch(() => '')
    return { kind: 'unsettled', text: oneLine(text) }
  }
  if (await said.isVisible()) {
    return { kind: 'error', text: oneLine(await said.innerText()) }
  }
  const rows = await table.locator(marks.row).count()
  return rows > 0
    ? { kind: 'devices', rows }
    : { kind: 'empty', text: oneLine(await settled.innerText()) }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
