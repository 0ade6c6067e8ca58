import type { Router } from 'express';
import { notFound } from './byAccount.ts';
import type { Office } from './office.ts';

/**
 * The Account and Balance resources. Source: https://www.twilio.com/docs/iam/api/account
 * @param account the path of the account's own resources
 */
export function standing(office: Office, router: Router, account: string): void {
  router.get(`${account}.json`, (_request, response) => {
    const { status, type } = office.standing;
    response.json({
      sid: office.accountSid,
      owner_account_sid: office.accountSid,
      friendly_name: 'Exchange',
      status,
      type,
      uri: `/2010-04-01/Accounts/${office.accountSid}.json`,
    });
  });
  router.get(`${account}/Balance.json`, (request, response) => {
    // A subaccount has none of its own.
    if (office.standing.balance === '') return notFound(request, response);
    response.json({ account_sid: office.accountSid, balance: office.standing.balance, currency: 'USD' });
  });
}
