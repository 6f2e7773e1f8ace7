/** The view: what the device table shows once it no longer changes. */
import type { Page } from 'playwright'

export type View =
  | { readonly kind: 'devices'; readonly rows: number }
  | { readonly kind: 'empty'; readonly text: string }
  /** The component's own message. */
  | { readonly kind: 'error'; readonly text: string }
  /** The table still changed when the time was over; the text that it
   * showed. */
  | { readonly kind: 'unsettled'; readonly text: string }

export const element = 'seam-device-table'

/** CSS classes of the component's parts. */
const classes = {
  row: '.seam-table-row',
  empty: '.seam-table-empty-placeholder',
  error: '.seam-snackbar-visible',
  loading: '.seam-loading-toast',
}

/** Waits until the table shows devices, an empty list or an error. */
export async function readView(page: Page, timeoutMs: number): Promise<View> {
  const table = page.locator(element)
  const error = table.locator(classes.error)
  const settled = table.locator(`${classes.row}, ${classes.empty}`).first()
  const isSettled = settled
    .waitFor({ timeout: timeoutMs })
    .then(() =>
      table
        .locator(classes.loading)
        .first()
        .waitFor({ state: 'detached', timeout: timeoutMs }),
    )
  const hasError = error.waitFor({ timeout: timeoutMs })
  try {
    await Promise.any([isSettled, hasError])
  } catch {
    const text = await table.innerText({ timeout: 1000 }).catch(() => '')
    return { kind: 'unsettled', text: oneLine(text) }
  }
  if (await error.isVisible()) {
    return { kind: 'error', text: oneLine(await error.innerText()) }
  }
  const rows = await table.locator(classes.row).count()
  return rows > 0
    ? { kind: 'devices', rows }
    : { kind: 'empty', text: oneLine(await settled.innerText()) }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
