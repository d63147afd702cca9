'use client'

import { Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import type { ReactElement } from 'react'

type Props<Value extends string> = {
  /** The button that opens it. */
  children: ReactElement
  options: { value: Value; title: string }[]
  chosen: Value
  onChoose: (value: Value) => void
}

/** One of a few: a button of the top bar that opens a menu of radio items. */
export function ChoiceMenu<Value extends string>({ children, options, chosen, onChoose }: Props<Value>) {
  const choose = (checked: string[]) => {
    const option = options.find(({ value }) => value === checked[0])
    if (option && option.value !== chosen) onChoose(option.value)
  }
  return (
    <Menu checkedValues={{ choice: [chosen] }} onCheckedValueChange={(_, { checkedItems }) => choose(checkedItems)}>
      <MenuTrigger disableButtonEnhancement>{children}</MenuTrigger>
      <MenuPopover>
        <MenuList>
          {options.map(({ value, title }) => (
            <MenuItemRadio key={value} name="choice" value={value}>
              {title}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
