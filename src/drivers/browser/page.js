/* The script of the page: sends requests with fetch. It shows only method,
 * path and status, so that a picture of the page has no secret. It is not
 * TypeScript, because the browser loads this very file. */

/** Sends one request; never throws. tab.ts describes its argument, `Sending`,
 * and its result, `Answer`. */
globalThis.seamwatch = async (sending) => {
  const line = document.createElement('li')
  const { pathname } = new URL(sending.url)
  const show = (ended) => {
    line.textContent = `${sending.method} ${pathname}: ${ended}`
    line.dataset.ended = Number.isInteger(ended) ? 'reply' : 'blocked'
  }
  show('…')
  document.querySelector('#calls').append(line)

  const controller = new AbortController()
  let stoppedAt
  const stop = (limit) => {
    stoppedAt ??= limit
    controller.abort()
  }
  const timer = setTimeout(() => stop('time'), sending.timeoutMs)
  const started = performance.now()
  try {
    const response = await fetch(sending.url, {
      method: sending.method,
      headers: sending.headers,
      body: sending.body,
      // No cookies, no redirects, and a preflight for each call: none from the
      // cache.
      credentials: 'omit',
      redirect: 'manual',
      cache: 'no-store',
      signal: controller.signal,
    })
    show(response.status)
    const { maxBodyBytes } = sending
    const refuse = () => stop('size')
    const body = await read(response, { maxBodyBytes, refuse })
    const durationMs = performance.now() - started
    return {
      kind: 'reply',
      type: response.type,
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers],
      body: await toBase64(body),
      durationMs,
    }
  } catch (error) {
    show('no response')
    return {
      kind: 'nothing',
      stoppedAt,
      message: String(error),
      durationMs: performance.now() - started,
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Reads a body up to a limit; `refuse` is called where it is longer. */
async function read(response, { maxBodyBytes, refuse }) {
  if (Number(response.headers.get('content-length')) > maxBodyBytes) refuse()
  const chunks = []
  const reader = response.body?.getReader()
  let length = 0
  let part = await reader?.read()
  while (part?.done === false) {
    length += part.value.length
    if (length > maxBodyBytes) refuse()
    else chunks.push(part.value)
    part = await reader.read()
  }
  return new Blob(chunks)
}

async function toBase64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  // In pieces: the number of arguments of a call is limited.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  }
  return btoa(text)
}
