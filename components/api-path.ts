/** Where an environment's resources are in the API: the keys of SWR begin with it, on the server and in the browser. */
export const apiOf = (instanceId: string) => `/api/v1/instances/${instanceId}`

/** Where callbacks may go: of the deployment, not of an environment. */
export const CALLBACK_HOSTS = '/api/v1/callbackHosts'
