// The manifest of a bundle: the hash of all its files. A file that a full disk
// or a power cut has emptied would do nothing, and exit with 0.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { isOwn } from './own-cache.js'

const manifest = '/manifest'

/** Its last file. Whatever the umask, no other user may write to any. */
export function writeManifest(folder) {
  for (const { path, isFolder } of list(folder))
    chmodSync(path, isFolder ? 0o700 : 0o600)
  const { hash } = read(folder)
  writeFileSync(join(folder, manifest), hash, { mode: 0o600 })
}

/** Whether it is as it was made, and no other user may write to it. */
export function isWhole(folder) {
  try {
    const stats = lstatSync(folder)
    if (!stats.isDirectory() || !isOwn(stats)) return false
    const { noted, hash } = read(folder)
    return noted === hash
  } catch {
    return false
  }
}

function read(folder) {
  let noted
  const hash = createHash('sha256')
  for (const { name, path, isFolder } of list(folder)) {
    const content = isFolder ? readFolder(path) : readOwn(path)
    if (name === manifest) noted = content.toString()
    else hash.update(`\n${name} ${content.length}\n`).update(content)
  }
  return { noted, hash: hash.digest('hex') }
}

/** @throws Error if something is neither a file nor a folder, but a link. */
function list(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = `${entry.parentPath}/${entry.name}`
      const isFolder = entry.isDirectory()
      if (!isFolder && !entry.isFile()) throw new Error(`${path} is no file`)
      return { name: path.slice(folder.length), path, isFolder }
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

function readFolder(path) {
  if (!isOwn(statSync(path))) throw new Error(`others may write to ${path}`)
  return ''
}

/** Each start reads all: `readFileSync` would take a third longer. */
function readOwn(path) {
  const opened = openSync(path)
  try {
    const stats = fstatSync(opened)
    if (!isOwn(stats)) throw new Error(`others may write to ${path}`)
    const content = Buffer.allocUnsafe(stats.size)
    return content.subarray(0, readSync(opened, content))
  } finally {
    closeSync(opened)
  }
}
