import { mixin, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Page } from '@platform/paging';

/**
 * The view of a page whose items are `ItemView`: `class ContactPageView extends PageOf(ContactView) {}`.
 */
export function PageOf<Item>(ItemView: Type<Item>): Type<Page<Item>> {
  class PageView implements Page<Item> {
    @ApiProperty({ type: [ItemView], description: 'The items of this page, in the order of the list.' })
    items: Item[];

    @ApiProperty({
      type: String,
      nullable: true,
      description: 'Pass as `cursor` to get the next page; null on the last one.',
    })
    nextCursor: string | null;
  }
  return mixin(PageView);
}

/** A page of views from a page of things. */
export function toPageView<Thing, View>(page: Page<Thing>, toView: (thing: Thing) => View): Page<View> {
  return { items: page.items.map(toView), nextCursor: page.nextCursor };
}
