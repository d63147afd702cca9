import { NotFoundView } from '#components/page/not-found-view.tsx'

export default function NotFound() {
  return <NotFoundView />
}
