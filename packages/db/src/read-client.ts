import type { Prisma, PrismaClient } from './generated/client.ts';

type ReadMethod =
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'count'
  | 'aggregate'
  | 'groupBy';

type ModelKey = Uncapitalize<Prisma.ModelName>;

/** The Prisma client without anything that writes: what core reads with outside a transaction. `$queryRaw` is for selects, one statement each. */
export type ReadClient = {
  readonly [Model in ModelKey]: Pick<PrismaClient[Model], ReadMethod & keyof PrismaClient[Model]>;
} & Pick<PrismaClient, '$queryRaw'>;

/** The client inside a tenant transaction: reads and writes, no nested transactions. */
export type TenantTx = Prisma.TransactionClient;
