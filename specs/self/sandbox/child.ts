/** A child process that behaves as its first argument says. */
import { serveParent } from '../../../src/auth/parent-process.ts'

const [behaviour] = process.argv.slice(2)

switch (behaviour) {
  case 'shows its environment':
    void serveParent(async () => process.env)
    break
  case 'fails':
    void serveParent(async () => {
      throw new Error('port 1 is taken\nand a second line')
    })
    break
  case 'crashes':
    throw new TypeError('no such thing\nand a second line')
  case 'ends':
    process.exitCode = 7
    process.disconnect()
    break
  case 'hangs':
    setInterval(() => {}, 1000)
    break
  case 'hangs at its end':
    void serveParent(async () => {
      process.once('disconnect', () => setInterval(() => {}, 1000))
      process.exit = () => undefined as never // it does not end
    })
    break
  default:
    throw new Error(`unknown behaviour ${behaviour}`)
}
