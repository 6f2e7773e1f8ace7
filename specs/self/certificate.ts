/** An untrusted certificate for 127.0.0.1, or for a host name. */
import { generate } from 'selfsigned'

export async function selfSigned(host?: string): Promise<{
  readonly key: string
  readonly cert: string
}> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: '127.0.0.1' }],
    {
      keySize: 2048,
      extensions: [
        {
          name: 'subjectAltName',
          altNames: [
            host === undefined
              ? { type: 7, ip: '127.0.0.1' }
              : { type: 2, value: host },
          ],
        },
      ],
    },
  )
  return { key, cert }
}
