import {
  DatabaseRegular,
  DataPieRegular,
  DataTrendingRegular,
  type FluentIcon,
  HomeRegular,
  SettingsRegular,
} from '@fluentui/react-icons'

type Text =
  | 'home'
  | 'entities'
  | 'unify'
  | 'segments'
  | 'measures'
  | 'data'
  | 'dataSources'
  | 'admin'
  | 'system'
  | 'permissions'
  | 'exportDestinations'
type Leaf = { text: Text; href: string }

export type NavigationItem = { icon: FluentIcon } & (Leaf | { text: Text; children: Leaf[] })

export const NAVIGATION: NavigationItem[] = [
  { text: 'home', icon: HomeRegular, href: '/' },
  { text: 'segments', icon: DataPieRegular, href: '/segments' },
  { text: 'measures', icon: DataTrendingRegular, href: '/measures' },
  {
    text: 'data',
    icon: DatabaseRegular,
    children: [
      { text: 'dataSources', href: '/data/data-sources' },
      { text: 'unify', href: '/data/unify' },
      { text: 'entities', href: '/data/entities' },
    ],
  },
  {
    text: 'admin',
    icon: SettingsRegular,
    children: [
      { text: 'system', href: '/admin/system' },
      { text: 'permissions', href: '/admin/permissions' },
      { text: 'exportDestinations', href: '/admin/export-destinations' },
    ],
  },
]
