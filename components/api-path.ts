/** Where an environment's resources are in the API: the keys of SWR begin with it, on the server and in the browser. */
export const apiOf = (instanceId: string) => `/api/v1/instances/${instanceId}`
