/** The cookie that keeps which instance a person looks at; pageAccess reads it, the environment picker sets it. */
export const INSTANCE_COOKIE = 'instance'
