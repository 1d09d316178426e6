import type { Child } from 'hono/jsx';

type Column = { label: string; isNumber?: boolean; className?: string };

/**
 * A table that becomes a list of cards on a narrow screen. The roles are spoken out, because a browser drops
 * the meaning of a table that is laid out as anything else. The first cell of a row is its header.
 */
export function DataTable(props: {
  caption: string;
  isCaptionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
  footer?: readonly Child[];
}) {
  // Few columns over a wide page would part a number from its name.
  const isNarrow = props.columns.length <= 3;
  return (
    <table class={`utrecht-table vindplaats-table${isNarrow ? ' vindplaats-table--narrow' : ''}`} role="table">
      <caption class={props.isCaptionHidden === true ? 'vindplaats-hidden' : 'utrecht-table__caption'}>
        {props.caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          {props.columns.map((column) => (
            <th scope="col" role="columnheader" class={cellClass('utrecht-table__header-cell', column)}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map((cells) => (
          <Row cells={cells} columns={props.columns} />
        ))}
      </tbody>
      {props.footer && (
        <tfoot role="rowgroup">
          <Row cells={props.footer} columns={props.columns} />
        </tfoot>
      )}
    </table>
  );
}

function Row({ cells, columns }: { cells: readonly Child[]; columns: readonly Column[] }) {
  return (
    <tr role="row">
      {cells.map((cell, index) => {
        const column = columns[index] ?? { label: '' };
        const className = cellClass('utrecht-table__cell', column);
        return index === 0 ? (
          <th scope="row" role="rowheader" class={className} data-label={column.label}>
            {cell}
          </th>
        ) : (
          <td role="cell" class={className} data-label={column.label}>
            {cell}
          </td>
        );
      })}
    </tr>
  );
}

function cellClass(base: string, column: Column): string {
  return [base, column.isNumber === true ? `${base}--numeric-column` : '', column.className ?? '']
    .filter(Boolean)
    .join(' ');
}
