type Product = { url: string; adminKey: string }

/** The API of a running product's first environment, called with the key of the deployment. */
export async function deploymentApi({ url, adminKey }: Product) {
  const headers = { 'X-API-Key': adminKey }
  const call = async (method: string, path: string, body?: object | string) => {
    const isText = typeof body === 'string'
    const type = isText ? 'text/csv' : 'application/json'
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'Content-Type': type }) },
      body: isText ? body : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const [{ instanceId }] = await call('GET', '/instances')
  const below = (method: string) => (path: string, body?: object | string) =>
    call(method, `/instances/${instanceId}/${path}`, body)
  return { get: below('GET'), post: below('POST'), put: below('PUT'), delete: below('DELETE') }
}
