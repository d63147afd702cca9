import { NotFound } from '#lib/errors.ts'
import { anonymous } from '#lib/http/route.ts'

const nothing = anonymous({}, async () => {
  throw new NotFound('There is nothing at this address.')
})

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
