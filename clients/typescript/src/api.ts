// Made by clients/typescript/generate.py; changes here are lost.

export interface paths {
    "/goals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a customer's goals
         * @description Every goal of the customer, savings goals among them, also those that have ended. The list may lag a moment behind the last write.
         */
        get: operations["list_goals"];
        put?: never;
        /**
         * Create a goal with its periods
         * @description Plan a goal on an account: any two of amount, amount a period and end date give the third. All its periods are there at once. No money moves: the goal counts what the account does from now on.
         *
         *     Events that can follow: `goal.created`, `goal.period.opened`, `goal.achieved`, `goal.milestone.reached`, `goal.period.closed`.
         */
        post: operations["create_goal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what creating a goal would give
         * @description Check a plan before it is made, with the body of either creation: whether it reaches its target, its periods, and, where it does not, what would. Nothing is written.
         */
        post: operations["preview_goal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/{goal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one goal
         * @description One goal as it stands now, with the period that today is in.
         */
        get: operations["get_goal"];
        /**
         * Change a goal's texts
         * @description Change what the saver calls it: name, description, picture and metadata. What is left out stays; the plan cannot be changed here.
         *
         *     Events that can follow: `goal.updated`.
         */
        put: operations["update_goal"];
        post?: never;
        /**
         * Cancel a goal
         * @description Give a goal up. Money that a savings goal has earmarked goes back to the account's residual; the goal stays in the list. A repetition changes nothing.
         *
         *     Events that can follow: `goal.cancelled`, `account.residual.changed`.
         */
        delete: operations["cancel_goal"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/{goal_id}/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a goal's periods
         * @description The periods of a goal, past and future, each with its target and what was saved in it.
         */
        get: operations["list_periods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/{goal_id}/periods/{period_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one period
         * @description One period, by the id that the list has.
         */
        get: operations["get_period"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/{goal_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show what changing a goal would give
         * @description Try a change on a goal as it stands: another target, date or, for a savings goal, amount each period, periods that are skipped, an amount put in once. Nothing is written.
         */
        post: operations["preview_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/{goal_id}/integrity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recompute a goal's invariants
         * @description Compute the figures of a goal and its account anew from their entries and compare them with what is stored. For audits and support: it reads every entry, a page at a time.
         */
        get: operations["check_goal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/v1/savings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a customer's savings goals
         * @description The customer's savings goals with what is saved in each. Those that were deleted are not among them.
         */
        get: operations["goals_v1_savings_get"];
        put?: never;
        /**
         * Create a savings goal
         * @description Plan a savings goal on an account: two of target, monthly amount and date give the third, and three are checked. No money moves until an action or a transaction puts some in.
         *
         *     Events that can follow: `goal.created`, `goal.period.opened`, `goal.achieved`, `goal.milestone.reached`.
         */
        post: operations["goals_v1_savings_post"];
        /**
         * Delete every savings goal
         * @description Delete every savings goal of the customer. What they had earmarked goes back to the residual of each account.
         *
         *     Events that can follow: `goal.cancelled`, `goal.updated`, `account.residual.changed`.
         */
        delete: operations["goals_v1_savings_delete_all"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/v1/savings/{goal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one savings goal
         * @description One savings goal with what is saved in it.
         */
        get: operations["goals_v1_savings_goal_get"];
        put?: never;
        post?: never;
        /**
         * Delete a savings goal
         * @description Delete a savings goal. What it had earmarked goes back to the account's residual.
         *
         *     Events that can follow: `goal.cancelled`, `goal.updated`, `account.residual.changed`.
         */
        delete: operations["goals_v1_savings_delete"];
        options?: never;
        head?: never;
        /**
         * Change a savings goal
         * @description Rename a savings goal, or plan it anew from what is saved: send at least two of target, monthly amount and date. Closed periods stay as they are.
         *
         *     Events that can follow: `goal.updated`, `goal.achieved`, `goal.milestone.reached`.
         */
        patch: operations["goals_v1_savings_patch"];
        trace?: never;
    };
    "/goals/v1/savings/{goal_id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a savings goal's actions
         * @description What was put into a savings goal and taken out of it.
         */
        get: operations["goals_v1_savings_actions_get"];
        put?: never;
        /**
         * Record an action
         * @description Record that the saver put money into the goal or took some out. It earmarks money that is on the account already: a credit needs that much residual, a debit that much in the goal. The balance does not move.
         *
         *     Events that can follow: `action.created`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`.
         */
        post: operations["goals_v1_savings_actions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/goals/v1/savings/{goal_id}/actions/{goal_action_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one action
         * @description One action of a savings goal.
         */
        get: operations["goals_v1_savings_action_get"];
        put?: never;
        post?: never;
        /**
         * Delete an action
         * @description Take an action back. The goal and the residual move by its amount; a closed period is restated.
         *
         *     Events that can follow: `action.deleted`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`.
         */
        delete: operations["goals_v1_savings_actions_delete"];
        options?: never;
        head?: never;
        /**
         * Change an action
         * @description Correct an action's amount or direction. The goal and the residual move by the difference; a closed period is restated.
         *
         *     Events that can follow: `action.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `account.residual.changed`.
         */
        patch: operations["goals_v1_savings_actions_patch"];
        trace?: never;
    };
    "/api/v2/household": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List households
         * @description The households of the tenant; with a customer's token or `X-Customer-Id`, that person's own.
         */
        get: operations["list_households"];
        put?: never;
        /**
         * Create a household
         * @description Set up a household with its people, time zone and currency: the first call for a new customer. It starts with one default account of nothing. It takes a client app's token.
         *
         *     Events that can follow: `household.created`, `account.opened`.
         */
        post: operations["create_household"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one household
         * @description One household with its people.
         */
        get: operations["get_household"];
        /**
         * Set a household anew
         * @description Set the household's label, time zone, currency, locale, finalising days and access anew. Zone and days count for goals that are created later. People have operations of their own.
         *
         *     Events that can follow: `household.updated`.
         */
        put: operations["replace_household"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List clients
         * @description The people of the household.
         */
        get: operations["list_clients"];
        put?: never;
        /**
         * Add a client
         * @description Add a person to the household. A person is in one household for life. It takes a client app's token.
         *
         *     Events that can follow: `household.updated`.
         */
        post: operations["create_client"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/clients/{ClientGUID}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a client
         * @description One person of the household.
         */
        get: operations["get_client"];
        /**
         * Replace a client
         * @description Set a person's names, birth date and e-mail address anew.
         *
         *     Events that can follow: `household.updated`.
         */
        put: operations["replace_client"];
        post?: never;
        /**
         * Remove a client
         * @description Take a person out of the household. One who owns an account or has open goals there cannot be taken out.
         *
         *     Events that can follow: `household.updated`.
         */
        delete: operations["delete_client"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/dependants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List dependants
         * @description The dependants of the household.
         */
        get: operations["list_dependants"];
        put?: never;
        /**
         * Add a dependant
         * @description Add somebody who depends on a client of the household.
         *
         *     Events that can follow: `household.updated`.
         */
        post: operations["create_dependant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/dependants/{DependantGUID}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a dependant
         * @description One dependant.
         */
        get: operations["get_dependant"];
        /**
         * Replace a dependant
         * @description Set a dependant's names, birth date and client anew.
         *
         *     Events that can follow: `household.updated`.
         */
        put: operations["replace_dependant"];
        post?: never;
        /**
         * Remove a dependant
         * @description Take a dependant out, unless a saving names them.
         *
         *     Events that can follow: `household.updated`.
         */
        delete: operations["delete_dependant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List life events
         * @description The household's life events.
         */
        get: operations["list_life_events"];
        put?: never;
        /**
         * Add a life event
         * @description Add an event of the household's future, such as retirement: on a date, at an age, or some time before or after another. Contributions can start and end with it.
         *
         *     Events that can follow: `household.updated`.
         */
        post: operations["create_life_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/events/{EventGUID}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a life event
         * @description One life event.
         */
        get: operations["get_life_event"];
        /**
         * Replace a life event
         * @description Set a life event anew. Contributions that depend on it follow.
         *
         *     Events that can follow: `household.updated`, `contribution.updated`.
         */
        put: operations["replace_life_event"];
        post?: never;
        /**
         * Remove a life event
         * @description Remove a life event that nothing depends on.
         *
         *     Events that can follow: `household.updated`.
         */
        delete: operations["delete_life_event"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/savings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List savings
         * @description The household's savings with their balances.
         */
        get: operations["list_savings"];
        put?: never;
        /**
         * Add a saving
         * @description Open an account of the household with its balance. A balance that is not 0 takes the scope `savings/ledger.write`.
         *
         *     Events that can follow: `account.opened`.
         */
        post: operations["create_saving"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a saving
         * @description One saving with its balance.
         */
        get: operations["get_saving"];
        /**
         * Replace a saving
         * @description Set a saving anew. Another `Value` moves the balance, the residual and the goals that follow the balance, and takes the scope `savings/ledger.write`.
         *
         *     Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`.
         */
        put: operations["replace_saving"];
        post?: never;
        /**
         * Remove a saving
         * @description Close an account that no goal is open on; its contributions go with it. A balance takes the scope `savings/ledger.write`.
         *
         *     Events that can follow: `account.closed`, `contribution.deleted`.
         */
        delete: operations["delete_saving"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contributions
         * @description The contributions to a saving.
         */
        get: operations["list_contributions"];
        put?: never;
        /**
         * Add a contribution
         * @description Plan a payment into a saving, once or again and again. It moves no money: each time it is due, `contribution.due` says so.
         *
         *     Events that can follow: `contribution.created`.
         */
        post: operations["create_contribution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions/{TransactionGUID}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a contribution
         * @description One contribution.
         */
        get: operations["get_contribution"];
        /**
         * Replace a contribution
         * @description Plan a contribution anew, from now on.
         *
         *     Events that can follow: `contribution.updated`.
         */
        put: operations["replace_contribution"];
        post?: never;
        /**
         * Remove a contribution
         * @description Remove a contribution; what was due stays so.
         *
         *     Events that can follow: `contribution.deleted`.
         */
        delete: operations["delete_contribution"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/projection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Project a saving through its contributions
         * @description What the household's contributions make of a saving by a date, payment by payment.
         */
        get: operations["project_saving"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/savings/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the codes of savings
         * @description The codes that members of a saving can have, with their labels.
         */
        get: operations["savings_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/pensions/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the codes that savings share
         * @description The codes that savings share with pensions, with their labels.
         */
        get: operations["pensions_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/events/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the codes of life events
         * @description The codes that members of a life event can have, with their labels.
         */
        get: operations["life_events_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/household/{HouseholdGUID}/savings/contributions/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the codes of contributions
         * @description The codes that members of a contribution can have, with their labels.
         */
        get: operations["contributions_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a customer's notifications
         * @description The customer's inbox, the newest first.
         */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/{notification_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark a notification as read or unread
         * @description Mark a notification as read, or as unread again.
         */
        patch: operations["mark_notification"];
        trace?: never;
    };
    "/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a customer's choices
         * @description Which events are reported to the customer, where and in which language.
         */
        get: operations["get_preferences"];
        /**
         * Choose notifications
         * @description Choose anew which events are reported, where and in which language.
         */
        put: operations["set_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's transactions
         * @description The transactions of a user, a page at a time; by `externalId` the one that has it.
         */
        get: operations["list_transactions"];
        put?: never;
        /**
         * Report a settled transaction
         * @description Report money that has moved at the bank: a deposit, a withdrawal or a transfer. It moves the account's balance, goals that count transactions, and, where it names a dream, that savings goal; the rest falls on the residual. A settled transaction is a fact: it is never refused for want of balance. The same `externalId` with the same content counts once.
         *
         *     Events that can follow: `transaction.settled`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `action.created`.
         */
        post: operations["report_transaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{transaction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one transaction
         * @description One transaction with the accounts and savings goals that it names.
         */
        get: operations["get_transaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{transaction_id}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a transaction
         * @description Undo a transaction that was reported by mistake, by one that moves everything back. A transaction is undone once.
         *
         *     Events that can follow: `transaction.settled`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`, `action.created`.
         */
        post: operations["reverse_transaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a user's accounts
         * @description The accounts of a user with balance and residual.
         */
        get: operations["list_accounts"];
        put?: never;
        /**
         * Make a saving a Performance account
         * @description Make a saving a Performance account: it carries one savings goal, and its value is set, not moved.
         *
         *     Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`.
         */
        post: operations["make_performance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one account
         * @description One account with its balance and what of it no goal has earmarked.
         */
        get: operations["get_account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Name or value an account
         * @description Give an account an `externalId`, or a Performance account a new value: its savings goal moves by the difference.
         *
         *     Events that can follow: `account.updated`, `account.balance.changed`, `account.residual.changed`, `goal.updated`, `goal.period.restated`, `goal.achieved`, `goal.milestone.reached`.
         */
        patch: operations["change_account"];
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a tenant's webhooks
         * @description The tenant's webhooks, the oldest first. There are ten at most.
         */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * Register a webhook
         * @description Have the tenant's events delivered to an address over HTTPS, all of them or those of some names. Each is signed: the key is at `GET /webhooks/{webhook_id}/keys`. It takes a client app's token, as all operations of webhooks do; whom that names is of no matter.
         */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one webhook
         * @description One webhook, with what it hears and how it fares.
         */
        get: operations["get_webhook"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook
         * @description Remove a webhook and its keys. What waits for it is not delivered.
         */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the keys that sign
         * @description The key that signs, and for a day after a rotation the one before. It takes the scope to write: whoever has a key can sign.
         */
        get: operations["get_webhook_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new key
         * @description Give a webhook a new key. For a day each delivery is signed with both, so that the receiver can take the new one at any time in between; another rotation has to wait until then.
         */
        post: operations["rotate_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver a test event
         * @description Deliver the event `webhook.test` to this webhook alone, whatever it hears: it names the webhook and says nothing of anybody. The list of deliveries has what became of it.
         */
        post: operations["test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver to a webhook again
         * @description Deliver again to a webhook that was disabled. What came meanwhile is not delivered by itself.
         */
        post: operations["enable_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of the last days
         * @description What became of the deliveries of the last seven days, the newest event first: 100 in one answer where no limit is given.
         */
        get: operations["list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description How far a client's access goes, where it is not to edit. */
        Access: {
            /**
             * Format: uuid
             * @description The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
             */
            ClientGUID: string;
            /** @description `view`: the client may not change the household. `edit`: they may. */
            Level: components["schemas"]["Level"];
        };
        /** @description How far a client's access goes. */
        AccessBody: {
            /**
             * Format: uuid
             * @description The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
             */
            ClientGUID: string;
            /** @description `view`: the client may not change the household. `edit`: they may. */
            Level: components["schemas"]["Level"];
        };
        /** @description An account; the parts of a Performance account's value stand on it alone. */
        Account: {
            /** @description `SharedSavings`: its balance follows its transactions. `Performance`: it is valued by `PATCH`. */
            type: string;
            /**
             * Format: uuid
             * @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
             */
            id: string;
            /** @description The id that the caller's own books have. */
            externalId?: string;
            /** @description The person whose it is. */
            user: components["schemas"]["Reference"];
            /** @description ISO 4217 code. */
            currency: string;
            /** @description What is there, in the currency's smallest unit. */
            balanceCents: number;
            /** @description What of the balance no savings goal has earmarked; negative where goals hold more than there is. */
            residualCents: number;
            /** @description The number of the last event about it; the next one has one more. */
            sequence: number;
            /** @description The part of the value that can be paid out. */
            liquidBalanceCents?: number;
            /** @description What the value has gained or lost. */
            performanceCents?: number;
            /** @description The same in percent. */
            performancePercent?: number;
            /** @description What was paid for it. */
            totalAcquisitionCostCents?: number;
            /**
             * Format: date-time
             * @description The beginning of the time that was valued.
             */
            valuationFrom?: string;
            /**
             * Format: date-time
             * @description The instant of the valuation.
             */
            valuationAt?: string;
        };
        /** @description What may change about an account: its external id and, on a Performance account, its value. */
        AccountBody: {
            /** @description The id that the caller's own books have. */
            externalId?: string | null;
            /** @description The new value of a Performance account, in the currency's smallest unit. */
            balanceCents?: number | null;
            /** @description The part of the value that can be paid out. */
            liquidBalanceCents?: number | null;
            /** @description What the value has gained or lost. */
            performanceCents?: number | null;
            /** @description The same in percent. */
            performancePercent?: number | null;
            /** @description What was paid for it. */
            totalAcquisitionCostCents?: number | null;
            /** @description The beginning of the time that was valued. */
            valuationFrom?: string | null;
            /** @description The instant of the valuation. */
            valuationAt?: string | null;
        };
        /** @description An action with exactly the published members. */
        Action: {
            /**
             * Format: uuid
             * @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
             */
            id: string;
            /** @description How much, always positive: the direction is in `credit_debit_indicator`. */
            amount: components["schemas"]["Money"];
            /** @description `credit` puts money in, `debit` takes it out. */
            credit_debit_indicator: components["schemas"]["Direction"];
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            created_at: string;
        };
        /** @description Which goal the action belongs to. */
        ActionMetadata: {
            /**
             * Format: uuid
             * @description The goal that it belongs to.
             */
            goal_id: string;
        };
        /** @description Where the page stands; `page_token` is empty on the last one. */
        ActionsMetadata: {
            /** @description How many there are on this page. */
            results: number;
            /** @description The `page_token` of the next page; empty on the last one. */
            page_token: string;
            /** @description How many a page has at most. */
            page_size: number;
            /**
             * Format: uuid
             * @description The goal that it belongs to.
             */
            goal_id: string;
        };
        /** @description A change that would make the plan feasible. */
        Alternative: {
            /** @description The member to change. */
            change: string;
            /** @description What to change it to. */
            value: string | components["schemas"]["Money"];
        };
        /** @description PATCH /accounts/{account_id}. */
        ChangeAccount: {
            /** @description The account. */
            account: components["schemas"]["AccountBody"];
        };
        /**
         * @description How a customer hears of an event.
         * @enum {string}
         */
        Channel: "email" | "inbox" | "none";
        /** @description A person of the household. */
        Client: {
            /**
             * Format: uuid
             * @description The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
             */
            ClientGUID: string;
            /** @description First name. */
            FirstName: string;
            /** @description Last name. */
            LastName: string;
            /**
             * Format: date
             * @description Date of birth.
             */
            DateOfBirth: string;
            /** @description Where notifications are mailed. */
            Email: string | null;
        };
        /** @description A person of a household. */
        ClientBody: {
            /** @description First name. */
            FirstName: string;
            /** @description Last name. */
            LastName: string;
            /**
             * Format: date
             * @description Date of birth.
             */
            DateOfBirth: string;
            /** @description The person's id with the identity provider; made where it is left out. */
            ClientGUID?: string | null;
            /** @description Where notifications are mailed. */
            Email?: string | null;
        };
        /** @description A contribution; what its type or basis does not select is as it was sent. */
        Contribution: {
            /**
             * Format: uuid
             * @description The contribution.
             */
            TransactionGUID: string;
            /**
             * Format: uuid
             * @description The saving: an account of the household.
             */
            SavingsGUID: string;
            /** @description What kind of payment it is; which are allowed depends on the saving's type. Its codes are at `GET …/savings/contributions/options`. */
            TransactionType: number;
            /** @description The other saving, for types 11 and 12. */
            LinkedSavingsGUID: string | null;
            /** @description How much is paid each time. */
            TransactionAmount: number | null;
            /** @description How much is paid each time, in percent of the value. */
            TransactionPercentage: number | null;
            /** @description How often it is paid. Its codes are at `GET …/savings/contributions/options`. */
            Frequency: number | null;
            /** @description What decides its first day. Its codes are at `GET …/savings/contributions/options`. */
            StartBasis: number;
            /** @description The life event with which it starts, for basis 4. */
            StartEventGUID: string | null;
            /** @description The age at which it starts, for bases 2 and 7. */
            StartAge: number | null;
            /** @description The day on which it starts, for basis 3. */
            StartDate: string | null;
            /** @description What decides its last day. Its codes are at `GET …/savings/contributions/options`. */
            EndBasis: number | null;
            /** @description The life event with which it ends, for basis 4. */
            EndEventGUID: string | null;
            /** @description The age at which it ends, for bases 2 and 7. */
            EndAge: number | null;
            /** @description The day on which it ends, for basis 3. */
            EndDate: string | null;
            /** @description Its id in the adviser's back office. */
            BackOfficeID: string | null;
            /** @description 1: kept in step with the back office; 2: not; 3: only updated from there. */
            BackOfficeSync: number | null;
            /** @description Members as people read them, in the household's locale; whole units of money. */
            FormattedValues?: {
                [key: string]: string;
            };
        };
        /** @description POST and PUT of a contribution. */
        ContributionBody: {
            /** @description What kind of payment it is; which are allowed depends on the saving's type. Its codes are at `GET …/savings/contributions/options`. */
            TransactionType: number;
            /** @description The other saving, for types 11 and 12. */
            LinkedSavingsGUID?: number | string | null;
            /** @description How much is paid each time. */
            TransactionAmount?: number | null;
            /** @description How much is paid each time, in percent of the value. */
            TransactionPercentage?: number | null;
            /** @description How often it is paid. Its codes are at `GET …/savings/contributions/options`. */
            Frequency?: number | null;
            /** @description What decides its first day. Its codes are at `GET …/savings/contributions/options`. */
            StartBasis: number;
            /** @description The life event with which it starts, for basis 4. */
            StartEventGUID?: number | string | null;
            /** @description The age at which it starts, for bases 2 and 7. */
            StartAge?: number | null;
            /** @description The day on which it starts, for basis 3. */
            StartDate?: string | null;
            /** @description What decides its last day. Its codes are at `GET …/savings/contributions/options`. */
            EndBasis?: number | null;
            /** @description The life event with which it ends, for basis 4. */
            EndEventGUID?: number | string | null;
            /** @description The age at which it ends, for bases 2 and 7. */
            EndAge?: number | null;
            /** @description The day on which it ends, for basis 3. */
            EndDate?: string | null;
            /** @description Its id in the adviser's back office. */
            BackOfficeID?: string | null;
            /** @description 1: kept in step with the back office; 2: not; 3: only updated from there. */
            BackOfficeSync?: number | null;
        };
        /** @description POST /goals/v1/savings/{goal_id}/actions. */
        CreateAction: {
            /** @description How much, always positive: the direction is in `credit_debit_indicator`. */
            amount: components["schemas"]["MoneyBody"];
            /** @description `credit` puts money in, `debit` takes it out. */
            credit_debit_indicator: components["schemas"]["Direction"];
        };
        /** @description POST /goals. */
        CreateGoal: {
            /** @description What the saver calls it: 1 to 255 characters. */
            name: string;
            /** @description The account that the goal is attached to. Its id in either form is accepted. */
            account_id: number | string;
            /** @description Which movements count: what comes in, what goes out, or the difference. */
            tracking_type: components["schemas"]["TrackingType"];
            /** @description How long a period is. `singular` is one period from start to end. */
            frequency: components["schemas"]["Frequency"];
            /** @description What the plan is made for: an amount, a date, no end (`open_ended`), or a balance of the account. */
            target: components["schemas"]["Target"];
            /** @description More words of the saver's own. */
            description?: string | null;
            /** @description The http or https address of a picture. */
            image_url?: string | null;
            /**
             * @description What is to be reached. Decimal text in the goal's currency.
             * @example 1200.00
             */
            target_amount?: string | number | null;
            /**
             * @description What each period is to bring. Decimal text in the goal's currency.
             * @example 1200.00
             */
            period_amount?: string | number | null;
            /**
             * @description What the goal starts with; 0 where nothing is said. Decimal text in the goal's currency.
             * @example 1200.00
             */
            start_amount?: string | number | null;
            /**
             * @description The first date of the plan, in the household's time zone; today where nothing is said.
             * @example 2027-01-31
             */
            start_date?: string | null;
            /**
             * @description The last date of the plan.
             * @example 2027-01-31
             */
            end_date?: string | null;
            /** @description Publish no events of what is over before the goal is created. */
            suppress_events?: boolean | null;
            /** @description How many past periods count as saved in full, the oldest first. */
            completed_backdated_periods?: number | null;
            /** @description Any JSON object of the client's own, up to 4 KB. */
            metadata?: Record<string, unknown> | null;
        };
        /** @description POST /api/v2/household. */
        CreateHousehold: {
            /** @description The IANA time zone in which its dates are. */
            TimeZone: string;
            /** @description ISO 4217 code of its money; it stays once there is an account. */
            Currency: string;
            /** @description What the household is called. */
            HouseholdLabel?: string;
            /** @description How `FormattedValues` are written; `en_GB` where nothing is said. */
            Locale?: string;
            /** @description Business days between the end of a goal and its final status; 2 where nothing is said. */
            FinalisingDays?: number;
            /** @description Clients who may only view; every other one may edit. */
            Access?: components["schemas"]["AccessBody"][];
            /** @description The people of the household. */
            Clients: components["schemas"]["ClientBody"][];
            /** @description Who depends on them. */
            Dependants?: components["schemas"]["DependantBody"][];
        };
        /** @description POST /goals/v1/savings. */
        CreateSavingsGoal: {
            /** @description What the saver calls it: 1 to 255 characters. */
            name: string;
            /** @description The account that the goal is attached to. Its id in either form is accepted. */
            account_id: number | string;
            /** @description What is to be reached; can be left out where both other figures are given. */
            target_amount?: components["schemas"]["MoneyBody"] | null;
            /** @description What is put in each month. */
            recurrent_amount?: components["schemas"]["MoneyBody"] | null;
            /**
             * @description The date by which the target is to be reached.
             * @example 2027-01-31
             */
            target_date?: string | null;
        };
        /** @description POST /webhooks; without `types` it hears all events. */
        CreateWebhook: {
            /** @description Where it is delivered to: an https address of a public host, at port 443 or 8443. */
            url: string;
            /** @description Names of the events that it hears; null for all, also those to come. */
            types?: string[] | null;
        };
        /** @description Says that something was deleted. */
        Deleted: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What happened, in a sentence. */
            message: string;
        };
        /** @description What became of the delivery of an event. */
        Delivery: {
            /**
             * Format: uuid
             * @description The event's id, which is the `webhook-id` of each attempt.
             */
            event_id: string;
            /** @description The event's name. */
            event: string;
            /**
             * Format: uuid
             * @description The event's subject.
             */
            subject: string;
            /**
             * Format: date-time
             * @description When the event became true.
             */
            at: string;
            /** @description `waiting` for its next attempt, `delivered`, or `dead`: given up. */
            outcome: components["schemas"]["DeliveryOutcome"];
            /** @description How many attempts were made. */
            attempts: number;
            /** @description How the last one ended: the status of its answer, or a word. */
            answer: string;
            /**
             * Format: date-time
             * @description When the first attempt was made.
             */
            first_at: string;
            /**
             * Format: date-time
             * @description When the last one was.
             */
            last_at: string;
        };
        /**
         * @description What became of the delivery of an event to a webhook.
         * @enum {string}
         */
        DeliveryOutcome: "waiting" | "delivered" | "dead";
        /** @description A dependant of the household. */
        Dependant: {
            /**
             * Format: uuid
             * @description The dependant.
             */
            DependantGUID: string;
            /** @description First name. */
            FirstName: string;
            /** @description Last name. */
            LastName: string;
            /**
             * Format: date
             * @description Date of birth.
             */
            DateOfBirth: string;
            /**
             * Format: uuid
             * @description The client on whom they depend.
             */
            ClientGUID: string;
        };
        /** @description A dependant of a household; without a ClientGUID they depend on the first client. */
        DependantBody: {
            /** @description First name. */
            FirstName: string;
            /** @description Last name. */
            LastName: string;
            /**
             * Format: date
             * @description Date of birth.
             */
            DateOfBirth: string;
            /** @description The client on whom they depend; the first one where it is left out. */
            ClientGUID?: string | null;
        };
        /**
         * @description Into the goal or out of it; `credit_debit_indicator` on the wire.
         * @enum {string}
         */
        Direction: "credit" | "debit";
        /** @description A savings goal as the ledger sees it. */
        Dream: {
            /**
             * Format: uuid
             * @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
             */
            id: string;
            /**
             * @description Always `Dream`: a savings goal.
             * @constant
             */
            type: "Dream";
            /** @description What the saver calls it: 1 to 255 characters. */
            name: string;
            /** @description What is to be reached, in the currency's smallest unit. */
            targetCents: number;
            /** @description What is there, in the currency's smallest unit. */
            balanceCents: number;
            /**
             * Format: date-time
             * @description The last second of the target date, in the household's time zone.
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description When the target was first reached.
             */
            achievedAt?: string;
            /** @description The address of a picture. */
            imageUrl?: string;
            /**
             * @description Always 0: there are no savehacks here.
             * @constant
             */
            activeSavehacksCount: 0;
            /** @description The person whose it is. */
            user: components["schemas"]["Reference"];
            /** @description The account. */
            account: components["schemas"]["Reference"];
        };
        /** @description Where past performance leads. */
        Estimate: {
            /** @description When the target would be reached at the pace of the closed periods. */
            estimated_end_date: string | null;
            /** @description What would be there at the end at that pace. Decimal text in the goal's currency. */
            estimated_target_amount: string | null;
            /** @description Why there is no estimate. */
            null_reason: string | null;
        };
        /**
         * @description How often a goal's periods recur (`biannually` is twice a year).
         * @enum {string}
         */
        Frequency: "annually" | "biannually" | "quarterly" | "monthly" | "four_weekly" | "fortnightly" | "weekly" | "daily" | "singular";
        /** @description The gateway's own refusal, before or in place of the function's answer. */
        GatewayError: {
            /** @description What happened, in a sentence. */
            message: string;
        };
        /** @description A goal with the published members, and what this product adds at the end. */
        Goal: {
            /** @description The period that today is in; null where none is. */
            current_period: components["schemas"]["Period"] | null;
            /** @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere. */
            id: number;
            /** @description What the saver calls it: 1 to 255 characters. */
            name: string;
            /** @description More words of the saver's own. */
            description: string | null;
            /** @description The http or https address of a picture. */
            image_url: string | null;
            /** @description The account that the goal is attached to. Its id in either form is accepted. */
            account_id: number;
            /** @description Progress beside the plan to date: `below`, `equal` or `above` it. */
            tracking_status: components["schemas"]["TrackingStatus"];
            /** @description Which movements count: what comes in, what goes out, or the difference. */
            tracking_type: components["schemas"]["TrackingType"];
            /** @description Where the goal is in its life. `finalising` waits two business days for late money. */
            status: components["schemas"]["Status"];
            /** @description How long a period is. `singular` is one period from start to end. */
            frequency: components["schemas"]["Frequency"];
            /** @description What the plan is made for: an amount, a date, no end (`open_ended`), or a balance of the account. */
            target: components["schemas"]["Target"];
            /** @description ISO 4217 code. */
            currency: string;
            /**
             * Format: decimal
             * @description What has been saved so far. Decimal text in the goal's currency.
             */
            current_amount: string;
            /**
             * Format: decimal
             * @description What each period is to bring. Decimal text in the goal's currency.
             */
            period_amount: string;
            /**
             * Format: decimal
             * @description What the goal starts with; 0 where nothing is said. Decimal text in the goal's currency.
             */
            start_amount: string;
            /**
             * Format: decimal
             * @description What is to be reached. Decimal text in the goal's currency.
             */
            target_amount: string;
            /**
             * Format: date
             * @description The first date of the plan, in the household's time zone; today where nothing is said.
             */
            start_date: string;
            /**
             * Format: date
             * @description The last date of the plan.
             */
            end_date: string;
            /** @description When the target would be reached at the pace of the closed periods. */
            estimated_end_date: string | null;
            /** @description What would be there at the end at that pace. Decimal text in the goal's currency. */
            estimated_target_amount: string | null;
            /** @description How many periods the plan has. */
            periods_count: number;
            /** @description Any JSON object of the client's own, up to 4 KB. */
            metadata: {
                [key: string]: unknown;
            };
            /** @description What moves the goal: its own actions, the account's transactions or the account's balance. */
            measured_by: components["schemas"]["MeasuredBy"];
            /** @description The number of the last event about it; the next one has one more. */
            sequence: number;
            /** @description When the target was first reached. */
            achieved_at: string | null;
            /** @description When a goal that has ended gets its final status. */
            finalises_at: string | null;
            /** @description Why there is no estimate. */
            estimate_null_reason: string | null;
        };
        /** @description A household with its people. */
        Household: {
            /**
             * Format: uuid
             * @description The household.
             */
            HouseholdGUID: string;
            /** @description What the household is called. */
            HouseholdLabel: string;
            /** @description The IANA time zone in which its dates are. */
            TimeZone: string;
            /** @description ISO 4217 code of its money; it stays once there is an account. */
            Currency: string;
            /** @description How `FormattedValues` are written; `en_GB` where nothing is said. */
            Locale: string;
            /** @description Business days between the end of a goal and its final status; 2 where nothing is said. */
            FinalisingDays: number;
            /** @description The people of the household. */
            Clients: components["schemas"]["Client"][];
            /** @description Who depends on them. */
            Dependants: components["schemas"]["Dependant"][];
            /** @description Clients who may only view; every other one may edit. */
            Access: components["schemas"]["Access"][];
        };
        /** @description The envelope of the published household API. */
        HouseholdError: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: false;
            /** @description What happened, in a sentence. */
            message: string;
            /** @description What is wrong, by member. */
            data?: {
                [key: string]: string[];
            };
        };
        /** @description A page of the inbox; `next` is the `after` of the page that follows. */
        Inbox: {
            /** @description The notifications of the page, the newest first. */
            notifications: components["schemas"]["Notification"][];
            /** @description The `after` of the page that follows; null on the last one. */
            next: string | null;
        };
        /** @description A goal's plan that does not reach its target. */
        InfeasibleProblem: {
            /** @description A URN that names the kind of problem. */
            type: string;
            /** @description The kind of problem in a sentence. */
            title: string;
            /** @description The status of the answer. */
            status: number;
            /** @description What is wrong here. */
            detail: string;
            /** @description The path that was called. */
            instance: string;
            /** @description A code that stays the same: act on it, not on the sentence. */
            code: string;
            /** @description The `X-Request-Id` of this answer; the log has it. */
            request_id: string;
            /** @description What is wrong, by member, parameter or header. */
            errors: components["schemas"]["ProblemField"][];
            /** @description The same as the published goals clients read it. */
            error: components["schemas"]["PublishedError"];
            /** @description What is missing at the end of the plan. */
            shortfall: string;
            /** @description Changes that make the plan feasible; each is accepted when it is sent back. */
            alternatives: components["schemas"]["Alternative"][];
        };
        /** @description A savings goal's plan that does not reach its target. */
        InfeasibleSavingsGoal: {
            /** @description The operation that was called. */
            operation_id: string;
            /** @description A code that stays the same; `unknown` with 401 and 404. */
            code_id: string;
            /** @description What happened, in a sentence. */
            message: string;
            /** @description What is wrong, by member, parameter or header. */
            errors: {
                [key: string]: string[];
            };
            /** @description What is missing at the end of the plan. */
            shortfall: components["schemas"]["Money"];
            /** @description Changes that make the plan feasible; each is accepted when it is sent back. */
            alternatives: components["schemas"]["Alternative"][];
        };
        /**
         * @description The invariants that concern a goal: `holds` speaks of those that are listed.
         *
         *     While the check is not `complete`, those that depend on all entries are not, and the `Link` goes on. `through` is
         *     the instant of the last entry that was read.
         */
        Integrity: {
            /** @description The goal that it belongs to. */
            goal_id: number;
            /** @description Whether what the rules say is what is stored. */
            holds: boolean;
            /** @description Whether all entries were read; if not, the `Link` goes on. */
            complete: boolean;
            /** @description The instant of the last entry that was read. */
            through: string | null;
            /** @description The invariants that were checked. */
            invariants: components["schemas"]["Invariant"][];
        };
        /** @description One invariant with what the rules say and what the table holds. */
        Invariant: {
            /** @description The invariant's number in the rules. */
            number: number;
            /** @description The invariant in a few words. */
            name: string;
            /** @description Whether what the rules say is what is stored. */
            holds: boolean;
            /** @description What follows from the entries. */
            expected: unknown;
            /** @description What is stored. */
            actual: unknown;
        };
        /**
         * @description The languages that messages are written in.
         * @enum {string}
         */
        Language: "en" | "de";
        /** @description What is wrong with one member, parameter or header. */
        LedgerField: {
            /** @description The member with dots between its parts, the parameter or the header. */
            field: string;
            /** @description What is wrong with it. */
            errors: string[];
        };
        /** @description RFC 9457, with the list of the published ledger's clients as its `errors`. */
        LedgerProblem: {
            /** @description A URN that names the kind of problem. */
            type: string;
            /** @description The kind of problem in a sentence. */
            title: string;
            /** @description The status of the answer. */
            status: number;
            /** @description What is wrong here. */
            detail: string;
            /** @description The path that was called. */
            instance: string;
            /** @description A code that stays the same: act on it, not on the sentence. */
            code: string;
            /** @description The `X-Request-Id` of this answer; the log has it. */
            request_id: string;
            /** @description What is wrong, by member, parameter or header. */
            errors: components["schemas"]["LedgerField"][];
        };
        /**
         * @description How far a person's access to the household goes.
         * @enum {string}
         */
        Level: "view" | "edit";
        /** @description A life event; what its basis does not select is as it was sent. */
        LifeEvent: {
            /**
             * Format: uuid
             * @description The life event.
             */
            EventGUID: string;
            /** @description What it is called. */
            EventLabel: string;
            /** @description What decides its date: a date, an age or another event. Its codes are at `GET …/events/options`. */
            EventBasis: number;
            /** @description Its date, for basis 1. */
            EventDate: string | null;
            /** @description The client whose age decides, for basis 2. */
            ClientGUID: string | null;
            /** @description The age in years. */
            AgeYears: number | null;
            /** @description Months on top of the years. */
            AgeMonths: number | null;
            /** @description The event that it depends on, for basis 3. */
            LinkedEventGUID: string | null;
            /** @description Whether it is before or after that event. Its codes are at `GET …/events/options`. */
            OffsetBasis: number | null;
            /** @description How many years. */
            OffsetYears: number | null;
            /** @description How many months on top of the years. */
            OffsetMonths: number | null;
            /** @description A code of the client's own. */
            EventType: number | null;
            /** @description The name of a picture. */
            EventIcon: string | null;
            /** @description The name of a colour. */
            EventColour: string | null;
            /** @description Whether money is wanted for it. Its codes are at `GET …/events/options`. */
            GoalSet: number | null;
            /** @description How important that is: 1 to 5. */
            GoalPriority: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears1: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears2: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears3: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears4: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears5: number | null;
            /** @description The amount that is wanted. */
            GoalAmount1: number | null;
            /** @description The amount that is wanted. */
            GoalAmount2: number | null;
            /** @description The amount that is wanted. */
            GoalAmount3: number | null;
            /** @description The amount that is wanted. */
            GoalAmount4: number | null;
            /** @description The amount that is wanted. */
            GoalAmount5: number | null;
            /** @description Members as people read them, in the household's locale; whole units of money. */
            FormattedValues?: {
                [key: string]: string;
            };
        };
        /** @description POST and PUT of a household's life events. */
        LifeEventBody: {
            /** @description What it is called. */
            EventLabel: string;
            /** @description What decides its date: a date, an age or another event. Its codes are at `GET …/events/options`. */
            EventBasis: number;
            /** @description Its date, for basis 1. */
            EventDate?: string | null;
            /** @description The client whose age decides, for basis 2. */
            ClientGUID?: string | null;
            /** @description The age in years. */
            AgeYears?: number | null;
            /** @description Months on top of the years. */
            AgeMonths?: number | null;
            /** @description The event that it depends on, for basis 3. */
            LinkedEventGUID?: number | string | null;
            /** @description Whether it is before or after that event. Its codes are at `GET …/events/options`. */
            OffsetBasis?: number | null;
            /** @description How many years. */
            OffsetYears?: number | null;
            /** @description How many months on top of the years. */
            OffsetMonths?: number | null;
            /** @description A code of the client's own. */
            EventType?: number | null;
            /** @description The name of a picture. */
            EventIcon?: string | null;
            /** @description The name of a colour. */
            EventColour?: string | null;
            /** @description Whether money is wanted for it. Its codes are at `GET …/events/options`. */
            GoalSet?: number | null;
            /** @description How important that is: 1 to 5. */
            GoalPriority?: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears1?: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears2?: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears3?: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears4?: number | null;
            /** @description For how many years an amount is wanted. */
            GoalYears5?: number | null;
            /** @description The amount that is wanted. */
            GoalAmount1?: number | null;
            /** @description The amount that is wanted. */
            GoalAmount2?: number | null;
            /** @description The amount that is wanted. */
            GoalAmount3?: number | null;
            /** @description The amount that is wanted. */
            GoalAmount4?: number | null;
            /** @description The amount that is wanted. */
            GoalAmount5?: number | null;
        };
        /** @description Where a list goes on; null on the last page. */
        ListMeta: {
            /** @description The address of the next page; null on the last one. */
            next_url: string | null;
        };
        /** @description A household as the list has it. */
        ListedHousehold: {
            /**
             * Format: uuid
             * @description The household.
             */
            HouseholdGUID: string;
            /** @description What the household is called. */
            HouseholdLabel: string;
            /** @description The IANA time zone in which its dates are. */
            TimeZone: string;
            /** @description ISO 4217 code of its money; it stays once there is an account. */
            Currency: string;
            /** @description How `FormattedValues` are written; `en_GB` where nothing is said. */
            Locale: string;
        };
        /**
         * @description What became of a notification's e-mail.
         * @enum {string}
         */
        Mail: "claimed" | "sent" | "none" | "refused";
        /** @description Whether e-mail goes out; only `stopped: null` is heard. */
        MailBody: {
            /** @description Whether there is an address to mail to. */
            address_known?: boolean | null;
            /** @description Why e-mail has stopped; null lets it start again. */
            stopped?: components["schemas"]["MailStop"] | null;
        };
        /** @description Whether e-mail goes out. */
        MailState: {
            /** @description Whether there is an address to mail to. */
            address_known: boolean;
            /** @description Why e-mail has stopped; null lets it start again. */
            stopped: components["schemas"]["MailStop"] | null;
        };
        /**
         * @description Why a customer gets no e-mail any more.
         * @enum {string}
         */
        MailStop: "bounce" | "complaint";
        /** @description POST /accounts. */
        MakePerformance: {
            /** @description The account. */
            account: components["schemas"]["PerformanceBody"];
        };
        /** @description PATCH /notifications/{notification_id}. */
        MarkNotification: {
            /** @description Whether the customer has read it. */
            read: boolean;
        };
        /**
         * @description What a goal's amount is made of: its own actions, its account's transactions, or its account's balance.
         * @enum {string}
         */
        MeasuredBy: "actions" | "transactions" | "balance";
        /** @description An amount with the currency's usual decimals. */
        Money: {
            /** @description ISO 4217 code. */
            currency: string;
            /**
             * Format: decimal
             * @description Decimal text with at most the decimals of the currency.
             */
            value: string;
        };
        /** @description An amount: a decimal string and an ISO 4217 code; a missing code means the goal's currency. */
        MoneyBody: {
            /**
             * Format: decimal
             * @description Decimal text with at most the decimals of the currency.
             * @example 3000.00
             */
            value: string;
            /**
             * @description ISO 4217 code; the goal's where it is left out.
             * @example USD
             */
            currency?: string | null;
        };
        /** @description One notification. */
        Notification: {
            /**
             * Format: uuid
             * @description The notification's id.
             */
            id: string;
            /**
             * @description What happened.
             * @enum {string}
             */
            event: "goal.achieved" | "goal.completed" | "goal.failed" | "goal.cancelled" | "goal.milestone.reached" | "goal.period.closed" | "goal.reminder";
            /**
             * Format: uuid
             * @description The id of the event that it is about.
             */
            event_id: string;
            /**
             * Format: uuid
             * @description The goal that it belongs to.
             */
            goal_id: string;
            /** @description The notification in a few words. */
            title: string;
            /** @description The notification in words. */
            text: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /** @description Whether the customer has read it. */
            read: boolean;
            /** @description What came of the e-mail. */
            mail: components["schemas"]["Mail"];
        };
        /** @description One account in its wrapper. */
        OneAccount: {
            /** @description The account. */
            account: components["schemas"]["Account"];
        };
        /** @description One action in its envelope. */
        OneAction: {
            /** @description The operation that was called. */
            operation_id: string;
            /** @description What was asked for. */
            data: components["schemas"]["Action"];
            /** @description Which goal the action belongs to. */
            metadata: components["schemas"]["ActionMetadata"];
        };
        /** @description OneClient in its envelope. */
        OneClient: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Client"];
        };
        /** @description OneContribution in its envelope. */
        OneContribution: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Contribution"];
        };
        /** @description OneDependant in its envelope. */
        OneDependant: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Dependant"];
        };
        /** @description OneHousehold in its envelope. */
        OneHousehold: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Household"];
        };
        /** @description OneLifeEvent in its envelope. */
        OneLifeEvent: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["LifeEvent"];
        };
        /** @description OneProjection in its envelope. */
        OneProjection: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Projection"];
        };
        /** @description OneSaving in its envelope. */
        OneSaving: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Saving"];
        };
        /** @description One savings goal in its envelope. */
        OneSavingsGoal: {
            /** @description The operation that was called. */
            operation_id: string;
            /** @description What was asked for. */
            data: components["schemas"]["SavingsGoal"];
        };
        /** @description One transaction in its wrapper. */
        OneTransaction: {
            /** @description The transaction. */
            transaction: components["schemas"]["Transaction"];
        };
        /** @description The acceptable values of members with their labels. */
        Options: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description For each member its codes with their labels. */
            data: {
                [key: string]: {
                    [key: string]: string;
                };
            };
        };
        /** @description A dated payment: positive in, negative out, and the saving's value after it. */
        Payment: {
            /**
             * Format: uuid
             * @description The contribution.
             */
            TransactionGUID: string;
            /** @description Which payment of its contribution it is, 1 first. */
            Occurrence: number;
            /**
             * Format: date
             * @description Its date.
             */
            Date: string;
            /** @description How much: positive comes in, negative goes out. */
            Amount: number;
            /** @description The saving's value after the payment. */
            Value: number;
        };
        /** @description Which saving becomes a Performance account. */
        PerformanceBody: {
            /**
             * @description The kind of account that it becomes.
             * @constant
             */
            type: "Performance";
            /** @description The saving that becomes a Performance account. */
            savingsId: number | string;
            /** @description The person's GUID. */
            userId?: string | null;
        };
        /** @description One period of a goal, with the published members and at the end what this product adds. */
        Period: {
            /** @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere. */
            id: number;
            /** @description The goal that it belongs to. */
            goal_id: number;
            /** @description The period's place in the plan, 0 first. */
            index: number;
            /**
             * Format: date
             * @description The first date of the period.
             */
            start_date: string;
            /**
             * Format: date
             * @description The last date of the period; it closes as the next one begins.
             */
            end_date: string;
            /**
             * Format: decimal
             * @description What the period is to bring. Decimal text in the goal's currency.
             */
            target_amount: string;
            /**
             * Format: decimal
             * @description What has been saved so far. Decimal text in the goal's currency.
             */
            current_amount: string;
            /**
             * Format: decimal
             * @description What the period needs for the goal to be on plan at its end. Decimal text in the goal's currency.
             */
            required_amount: string;
            /** @description Progress beside the plan to date: `below`, `equal` or `above` it. */
            tracking_status: components["schemas"]["TrackingStatus"];
            /** @description What the period had as it first closed; null until it has. Where `current_amount` differs, late money or a correction has restated it. Decimal text in the goal's currency. */
            closed_amount: string | null;
        };
        /** @description What a customer chose, defaults filled in. */
        Preferences: {
            /** @description Where each event is reported; one that is not named is reported as by default. */
            channels: {
                [key: string]: components["schemas"]["Channel"];
            };
            /** @description The language of notifications; null: the household's. */
            language: components["schemas"]["Language"] | null;
            /** @description How many days before a period ends a reminder comes; null: as by default. */
            reminder_days: number | null;
            /** @description Whether e-mail goes out. */
            mail: components["schemas"]["MailState"];
        };
        /** @description What creating or changing a goal would give; nothing was written. */
        Preview: {
            /** @description Whether the plan reaches its target. */
            feasible: boolean;
            /** @description The goal as it would be; ids are null. Null where the plan cannot reach its target. */
            goal: components["schemas"]["PreviewedGoal"] | components["schemas"]["PreviewedSavingsGoal"] | null;
            /** @description The periods as they would be. */
            periods: components["schemas"]["PreviewedPeriod"][];
            /** @description Where past performance leads. */
            estimate: components["schemas"]["Estimate"] | null;
            /** @description What is missing at the end of the plan. */
            shortfall: string | components["schemas"]["Money"] | null;
            /** @description Changes that make the plan feasible; each is accepted when it is sent back. */
            alternatives: components["schemas"]["Alternative"][];
        };
        /** @description POST /goals/{goal_id}/preview: changes against the goal as it stands. */
        PreviewChange: {
            /**
             * @description What is to be reached. Decimal text in the goal's currency.
             * @example 1200.00
             */
            target_amount?: string | number | null;
            /**
             * @description The last date of the plan.
             * @example 2027-01-31
             */
            end_date?: string | null;
            /** @description The indexes of periods in which nothing is put in. */
            skipped_periods?: number[];
            /**
             * @description An amount that is put in once, now. Decimal text in the goal's currency.
             * @example 1200.00
             */
            one_off?: string | number | null;
            /**
             * @description What each period is to bring. Decimal text in the goal's currency.
             * @example 1200.00
             */
            period_amount?: string | number | null;
        };
        /** @description RFC 9457, with the error of the published goals clients beside it. */
        Problem: {
            /** @description A URN that names the kind of problem. */
            type: string;
            /** @description The kind of problem in a sentence. */
            title: string;
            /** @description The status of the answer. */
            status: number;
            /** @description What is wrong here. */
            detail: string;
            /** @description The path that was called. */
            instance: string;
            /** @description A code that stays the same: act on it, not on the sentence. */
            code: string;
            /** @description The `X-Request-Id` of this answer; the log has it. */
            request_id: string;
            /** @description What is wrong, by member, parameter or header. */
            errors: components["schemas"]["ProblemField"][];
            /** @description The same as the published goals clients read it. */
            error: components["schemas"]["PublishedError"];
        };
        /** @description One rule that is broken, and where; a member that is in the body twice has no place. */
        ProblemField: {
            /** @description a member of the body, as a JSON Pointer (RFC 6901) in a URI fragment; `#` is the whole body */
            pointer?: string;
            /** @description a parameter of the query or of the path, by its name */
            parameter?: string;
            /** @description a header of the request, by its name */
            header?: string;
            /** @description The member with dots between its parts, the parameter or the header. */
            field: string;
            /** @description A code that stays the same: act on it, not on the sentence. */
            code: string;
            /** @description What is wrong here. */
            detail: string;
        };
        /** @description What the household's contributions make of a saving. */
        Projection: {
            /**
             * Format: uuid
             * @description The saving: an account of the household.
             */
            SavingsGUID: string;
            /** @description The balance today. */
            Value: number;
            /**
             * Format: date
             * @description The last date of the projection.
             */
            Until: string;
            /** @description The value on that date. */
            ProjectedValue: number;
            /** @description The payments up to it, in their order. */
            Payments: components["schemas"]["Payment"][];
        };
        /** @description The error that the published goals clients read. */
        PublishedError: {
            /** @description Their code of the problem. */
            error_code: string;
            /** @description What is wrong here. */
            error_message: string;
        };
        /** @description PUT /api/v2/household/{HouseholdGUID}; its people have routes of their own, and may be sent back as they were. */
        PutHousehold: {
            /** @description The IANA time zone in which its dates are. */
            TimeZone: string;
            /** @description ISO 4217 code of its money; it stays once there is an account. */
            Currency: string;
            /** @description What the household is called. */
            HouseholdLabel?: string;
            /** @description How `FormattedValues` are written; `en_GB` where nothing is said. */
            Locale?: string;
            /** @description Business days between the end of a goal and its final status; 2 where nothing is said. */
            FinalisingDays?: number;
            /** @description Clients who may only view; every other one may edit. */
            Access?: components["schemas"]["AccessBody"][];
        };
        /** @description A user or account by its id; empty optional members are left out. */
        Reference: {
            /** @description The kind of thing that is meant. */
            type: string;
            /**
             * Format: uuid
             * @description The GUID of what is meant.
             */
            id: string;
            /** @description The id that the caller's own books have. */
            externalId?: string;
        };
        /** @description POST /transactions. */
        ReportTransaction: {
            /** @description The transaction. */
            transaction: components["schemas"]["TransactionBody"];
        };
        /** @description What a reversal says: its own external id, and the user where the token names none. */
        ReversalBody: {
            /** @description The id that the caller's own books have. */
            externalId: string;
            /** @description The person's GUID. */
            userId?: string | null;
        };
        /** @description POST /transactions/{transaction_id}/reversal. */
        ReverseTransaction: {
            /** @description The transaction. */
            transaction: components["schemas"]["ReversalBody"];
        };
        /** @description A saving; values are numbers in the household's currency. */
        Saving: {
            /**
             * Format: uuid
             * @description The saving: an account of the household.
             */
            SavingsGUID: string;
            /**
             * Format: uuid
             * @description The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
             */
            ClientGUID: string;
            /** @description What it is called: at most 100 characters, none of `\:*"<>|`. */
            SavingsDescription: string;
            /** @description The kind of saving; it stays once there are contributions. Its codes are at `GET …/savings/options`. */
            SavingsType: number;
            /** @description The balance in the household's currency; below 0 for `SavingsType` 1 alone. */
            Value: number;
            /**
             * Format: date
             * @description The date of the balance: today or before.
             */
            ValueDate: string;
            /** @description A second owner, where the type of saving can have one. */
            JointOwnerClientGUID: string | null;
            /** @description What is to stay on it. */
            MinimumBalance: number | null;
            /** @description The dependant. */
            DependantGUID: string | null;
            /** @description Attitude to risk. Its codes are at `GET …/savings/options`. */
            ATRSlot: number | null;
            /** @description What was invested first. */
            OriginalInvestmentValue: number | null;
            /** @description When it was invested. */
            OriginalInvestmentDate: string | null;
            /** @description How much of it was taken out, in percent. */
            OriginalInvestmentPercentageWithdrawn: number | null;
            /** @description Its id in the adviser's back office. */
            BackOfficeID: string | null;
            /** @description 1: kept in step with the back office; 2: not; 3: only updated from there. */
            BackOfficeSync: number | null;
            /** @description The number of the policy. */
            PolicyNumber: string | null;
            /** @description Who provides it. Its codes are at `GET …/savings/options`. */
            ProviderCode: string | null;
            /** @description The kind of ISA, for types 3 and 6. Its codes are at `GET …/savings/options`. */
            ISASpecialType: number | null;
            /** @description Whether its risk changes one day. Its codes are at `GET …/pensions/options`. */
            FutureRiskLevelChange: number | null;
            /** @description The risk from then on. Its codes are at `GET …/savings/options`. */
            FutureRiskLevel: number | null;
            /** @description What decides the day; the next three members belong to one basis each. {_PENSIONS} */
            FutureRiskDateOfChangeBasis: number | null;
            /** @description The life event that decides the day. */
            FutureRiskDateOfChangeEventGUID: string | null;
            /** @description The age that decides the day. */
            FutureRiskDateOfChangeAge: number | null;
            /** @description The day. */
            FutureRiskDateOfChangeDate: string | null;
            /** @description 1 for the account that the household began with, else null. */
            DefaultAccount: number | null;
            /** @description Members as people read them, in the household's locale; whole units of money. */
            FormattedValues?: {
                [key: string]: string;
            };
        };
        /** @description POST and PUT of a saving. */
        SavingBody: {
            /**
             * Format: uuid
             * @description The person; the same GUID is the token's `sub` and the `X-Customer-Id`.
             */
            ClientGUID: string;
            /** @description What it is called: at most 100 characters, none of `\:*"<>|`. */
            SavingsDescription: string;
            /** @description The kind of saving; it stays once there are contributions. Its codes are at `GET …/savings/options`. */
            SavingsType: number;
            /** @description The balance in the household's currency; below 0 for `SavingsType` 1 alone. */
            Value: number;
            /**
             * Format: date
             * @description The date of the balance: today or before.
             */
            ValueDate: string;
            /** @description A second owner, where the type of saving can have one. */
            JointOwnerClientGUID?: string | null;
            /** @description What is to stay on it. */
            MinimumBalance?: number | null;
            /** @description The dependant. */
            DependantGUID?: number | string | null;
            /** @description Attitude to risk. Its codes are at `GET …/savings/options`. */
            ATRSlot?: number | null;
            /** @description What was invested first. */
            OriginalInvestmentValue?: number | null;
            /** @description When it was invested. */
            OriginalInvestmentDate?: string | null;
            /** @description How much of it was taken out, in percent. */
            OriginalInvestmentPercentageWithdrawn?: number | null;
            /** @description Its id in the adviser's back office. */
            BackOfficeID?: string | null;
            /** @description 1: kept in step with the back office; 2: not; 3: only updated from there. */
            BackOfficeSync?: number | null;
            /** @description The number of the policy. */
            PolicyNumber?: string | null;
            /** @description Who provides it. Its codes are at `GET …/savings/options`. */
            ProviderCode?: string | null;
            /** @description The kind of ISA, for types 3 and 6. Its codes are at `GET …/savings/options`. */
            ISASpecialType?: number | null;
            /** @description Whether its risk changes one day. Its codes are at `GET …/pensions/options`. */
            FutureRiskLevelChange?: number | null;
            /** @description The risk from then on. Its codes are at `GET …/savings/options`. */
            FutureRiskLevel?: number | null;
            /** @description What decides the day; the next three members belong to one basis each. {_PENSIONS} */
            FutureRiskDateOfChangeBasis?: number | null;
            /** @description The life event that decides the day. */
            FutureRiskDateOfChangeEventGUID?: number | string | null;
            /** @description The age that decides the day. */
            FutureRiskDateOfChangeAge?: number | null;
            /** @description The day. */
            FutureRiskDateOfChangeDate?: string | null;
        };
        /** @description A savings goal with exactly the published members. */
        SavingsGoal: {
            /**
             * Format: uuid
             * @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
             */
            id: string;
            /**
             * Format: uuid
             * @description The account that the goal is attached to. Its id in either form is accepted.
             */
            account_id: string;
            /** @description What the saver calls it: 1 to 255 characters. */
            name: string;
            /** @description What is to be reached. */
            target_amount: components["schemas"]["Money"];
            /** @description What is put in each month. */
            recurrent_amount: components["schemas"]["Money"];
            /**
             * Format: date
             * @description The date by which the target is to be reached.
             */
            target_date: string;
            /** @description The running total of the goal's actions. */
            saved_amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            created_at: string;
        };
        /** @description The error of the published savings goals API. */
        SavingsGoalError: {
            /** @description The operation that was called. */
            operation_id: string;
            /** @description A code that stays the same; `unknown` with 401 and 404. */
            code_id: string;
            /** @description What happened, in a sentence. */
            message: string;
            /** @description What is wrong, by member, parameter or header. */
            errors: {
                [key: string]: string[];
            };
        };
        /** @description How many there are, and the filter. */
        SavingsGoalsMetadata: {
            /** @description How many there are on this page. */
            results: number;
            /** @description The account that was filtered by. */
            account_id: string | null;
        };
        /** @description PUT /notifications/preferences. */
        SetPreferences: {
            /** @description Where each event is reported; one that is not named is reported as by default. */
            channels?: {
                [key: string]: components["schemas"]["Channel"];
            };
            /** @description The language of notifications; null: the household's. */
            language?: components["schemas"]["Language"] | null;
            /** @description How many days before a period ends a reminder comes; null: as by default. */
            reminder_days?: number | null;
            /** @description Whether e-mail goes out. */
            mail?: components["schemas"]["MailBody"] | null;
        };
        /** @description A user's accounts. */
        SomeAccounts: {
            /** @description The accounts of the page. */
            accounts: components["schemas"]["Account"][];
            /** @description Where the list goes on. */
            meta: components["schemas"]["ListMeta"];
        };
        /** @description A page of actions in its envelope. */
        SomeActions: {
            /** @description The operation that was called. */
            operation_id: string;
            /** @description What was asked for. */
            data: components["schemas"]["Action"][];
            /** @description Where the page stands. */
            metadata: components["schemas"]["ActionsMetadata"];
        };
        /** @description SomeClients in its envelope. */
        SomeClients: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Client"][];
        };
        /** @description SomeContributions in its envelope. */
        SomeContributions: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Contribution"][];
        };
        /** @description SomeDependants in its envelope. */
        SomeDependants: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Dependant"][];
        };
        /** @description SomeLifeEvents in its envelope. */
        SomeLifeEvents: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["LifeEvent"][];
        };
        /** @description SomeListedHouseholds in its envelope. */
        SomeListedHouseholds: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["ListedHousehold"][];
        };
        /** @description SomeSavings in its envelope. */
        SomeSavings: {
            /**
             * @description Whether it was done.
             * @constant
             */
            success: true;
            /** @description What was asked for. */
            data: components["schemas"]["Saving"][];
        };
        /** @description Savings goals in their envelope. */
        SomeSavingsGoals: {
            /** @description The operation that was called. */
            operation_id: string;
            /** @description What was asked for. */
            data: components["schemas"]["SavingsGoal"][];
            /** @description How many there are, and the filter. */
            metadata: components["schemas"]["SavingsGoalsMetadata"];
        };
        /** @description A page of transactions. */
        SomeTransactions: {
            /** @description The transactions of the page, the oldest first. */
            transactions: components["schemas"]["Transaction"][];
            /** @description Where the list goes on. */
            meta: components["schemas"]["ListMeta"];
        };
        /**
         * @description Where a goal is in its life.
         * @enum {string}
         */
        Status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
        /**
         * @description What a goal is after; the last two measure the account's balance.
         * @enum {string}
         */
        Target: "amount" | "date" | "open_ended" | "current_balance" | "available_balance";
        /**
         * @description Progress against the plan to date.
         * @enum {string}
         */
        TrackingStatus: "above" | "equal" | "below";
        /**
         * @description Which of the account's transactions count; with `debit`, debits are positive progress.
         * @enum {string}
         */
        TrackingType: "credit" | "debit" | "debit_credit";
        /** @description A transaction; empty optional members are left out. */
        Transaction: {
            /** @description Money that comes in, goes out, or moves between accounts or dreams. */
            type: components["schemas"]["TransactionType"];
            /**
             * Format: uuid
             * @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere.
             */
            id: string;
            /** @description The id that the caller's own books have. */
            externalId: string;
            /** @description The person whose it is. */
            user: components["schemas"]["Reference"];
            /** @description How much, at least 1, in the currency's smallest unit. */
            amountCents: number;
            /**
             * @description Only settled transactions are stored.
             * @constant
             */
            state: "settled";
            /**
             * Format: date-time
             * @description When it was asked for; the time of creation where nothing is said.
             */
            requestedAt: string;
            /**
             * Format: date-time
             * @description When it settled: the date that goals count it for. At most five minutes ahead.
             */
            settledAt: string;
            /** @description The account that the money leaves. */
            fromAccount?: components["schemas"]["Reference"];
            /** @description The savings goal that the money is taken from. */
            fromDream?: components["schemas"]["Dream"];
            /** @description The account that the money reaches. */
            toAccount?: components["schemas"]["Reference"];
            /** @description The savings goal that the money is put into. */
            toDream?: components["schemas"]["Dream"];
            /**
             * Format: uuid
             * @description The transaction that this one undoes.
             */
            reversesId?: string;
            /**
             * Format: uuid
             * @description The transaction that undid this one.
             */
            reversedById?: string;
        };
        /** @description A settled transaction; which accounts and dreams it names goes by its type. */
        TransactionBody: {
            /** @description Money that comes in, goes out, or moves between accounts or dreams. */
            type: components["schemas"]["TransactionType"];
            /** @description The id in the caller's own books. The same one with the same content counts once. */
            externalId: string;
            /**
             * Format: uuid
             * @description The person's GUID.
             */
            userId: string;
            /** @description How much, at least 1, in the currency's smallest unit. */
            amountCents: number;
            /** @description When it was asked for; the time of creation where nothing is said. */
            requestedAt?: string | null;
            /** @description When it settled: the date that goals count it for. At most five minutes ahead. */
            settledAt?: string | null;
            /** @description The account that the money reaches. */
            toAccountId?: number | string | null;
            /** @description The savings goal that the money is put into; without one, into the residual. */
            toDreamId?: number | string | null;
            /** @description The account that the money leaves. */
            fromAccountId?: number | string | null;
            /** @description The savings goal that the money is taken from; without one, from the residual. */
            fromDreamId?: number | string | null;
        };
        /**
         * @description Where the money went: in from outside, out, or between places of the household.
         * @enum {string}
         */
        TransactionType: "Deposit" | "Withdrawal" | "Internal";
        /** @description PATCH /goals/v1/savings/{goal_id}/actions/{goal_action_id}; null means absent. */
        UpdateAction: {
            /** @description How much, always positive: the direction is in `credit_debit_indicator`. */
            amount?: components["schemas"]["MoneyBody"] | null;
            /** @description `credit` puts money in, `debit` takes it out. */
            credit_debit_indicator?: components["schemas"]["Direction"] | null;
        };
        /** @description PUT /goals/{goal_id}: what may change; null clears, absent changes nothing. */
        UpdateGoal: {
            /** @description What the saver calls it: 1 to 255 characters. */
            name?: string;
            /** @description More words of the saver's own. */
            description?: string | null;
            /** @description The http or https address of a picture. */
            image_url?: string | null;
            /** @description Any JSON object of the client's own, up to 4 KB. */
            metadata?: Record<string, unknown> | null;
        } & {
            [key: string]: unknown;
        };
        /** @description PATCH /goals/v1/savings/{goal_id}; null means absent. */
        UpdateSavingsGoal: {
            /** @description What the saver calls it: 1 to 255 characters. */
            name?: string | null;
            /** @description What is to be reached. */
            target_amount?: components["schemas"]["MoneyBody"] | null;
            /** @description What is put in each month. */
            recurrent_amount?: components["schemas"]["MoneyBody"] | null;
            /**
             * @description The date by which the target is to be reached.
             * @example 2027-01-31
             */
            target_date?: string | null;
        };
        /** @description A place that hears the tenant's events over HTTPS. */
        Webhook: {
            /** @description The webhook's id. */
            id: number;
            /** @description Where it is delivered to: an https address of a public host, at port 443 or 8443. */
            url: string;
            /** @description Names of the events that it hears; null for all, also those to come. */
            types: string[] | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            made_at: string;
            /** @description When it was given its last key; null before the first rotation. */
            rotated_at: string | null;
            /** @description Why nothing is delivered to it; null while it is enabled. */
            disabled_because: string | null;
            /** @description When it first failed since its last success; null while it takes what is delivered. */
            failing_since: string | null;
        };
        /** @description The keys that sign: `whsec_` and base64, as Standard Webhooks has them. */
        WebhookKeys: {
            /** @description The key that signs: `whsec_` and base64, as Standard Webhooks has it. */
            current: string;
            /** @description The key before, which signs as well for a day after a rotation; else null. */
            previous: string | null;
            /** @description Until when that one signs. */
            previous_until: string | null;
        };
        /** @description A goal with the published members, and what this product adds at the end. */
        PreviewedGoal: {
            /** @description The period that today is in; null where none is. */
            current_period: components["schemas"]["PreviewedPeriod"] | null;
            /** @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere. */
            id: number | null;
            /** @description What the saver calls it: 1 to 255 characters. */
            name: string;
            /** @description More words of the saver's own. */
            description: string | null;
            /** @description The http or https address of a picture. */
            image_url: string | null;
            /** @description The account that the goal is attached to. Its id in either form is accepted. */
            account_id: number;
            /** @description Progress beside the plan to date: `below`, `equal` or `above` it. */
            tracking_status: components["schemas"]["TrackingStatus"];
            /** @description Which movements count: what comes in, what goes out, or the difference. */
            tracking_type: components["schemas"]["TrackingType"];
            /** @description Where the goal is in its life. `finalising` waits two business days for late money. */
            status: components["schemas"]["Status"];
            /** @description How long a period is. `singular` is one period from start to end. */
            frequency: components["schemas"]["Frequency"];
            /** @description What the plan is made for: an amount, a date, no end (`open_ended`), or a balance of the account. */
            target: components["schemas"]["Target"];
            /** @description ISO 4217 code. */
            currency: string;
            /**
             * Format: decimal
             * @description What has been saved so far. Decimal text in the goal's currency.
             */
            current_amount: string;
            /**
             * Format: decimal
             * @description What each period is to bring. Decimal text in the goal's currency.
             */
            period_amount: string;
            /**
             * Format: decimal
             * @description What the goal starts with; 0 where nothing is said. Decimal text in the goal's currency.
             */
            start_amount: string;
            /**
             * Format: decimal
             * @description What is to be reached. Decimal text in the goal's currency.
             */
            target_amount: string;
            /**
             * Format: date
             * @description The first date of the plan, in the household's time zone; today where nothing is said.
             */
            start_date: string;
            /**
             * Format: date
             * @description The last date of the plan.
             */
            end_date: string;
            /** @description When the target would be reached at the pace of the closed periods. */
            estimated_end_date: string | null;
            /** @description What would be there at the end at that pace. Decimal text in the goal's currency. */
            estimated_target_amount: string | null;
            /** @description How many periods the plan has. */
            periods_count: number;
            /** @description Any JSON object of the client's own, up to 4 KB. */
            metadata: {
                [key: string]: unknown;
            };
            /** @description What moves the goal: its own actions, the account's transactions or the account's balance. */
            measured_by: components["schemas"]["MeasuredBy"];
            /** @description The number of the last event about it; the next one has one more. */
            sequence: number;
            /** @description When the target was first reached. */
            achieved_at: string | null;
            /** @description When a goal that has ended gets its final status. */
            finalises_at: string | null;
            /** @description Why there is no estimate. */
            estimate_null_reason: string | null;
        };
        /** @description A savings goal with exactly the published members. */
        PreviewedSavingsGoal: {
            /** @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere. */
            id: string | null;
            /**
             * Format: uuid
             * @description The account that the goal is attached to. Its id in either form is accepted.
             */
            account_id: string;
            /** @description What the saver calls it: 1 to 255 characters. */
            name: string;
            /** @description What is to be reached. */
            target_amount: components["schemas"]["Money"];
            /** @description What is put in each month. */
            recurrent_amount: components["schemas"]["Money"];
            /**
             * Format: date
             * @description The date by which the target is to be reached.
             */
            target_date: string;
            /** @description The running total of the goal's actions. */
            saved_amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            created_at: string;
        };
        /** @description One period of a goal, with the published members and at the end what this product adds. */
        PreviewedPeriod: {
            /** @description The id. The same thing has an integer in goals and a GUID elsewhere; each is accepted everywhere. */
            id: number | null;
            /** @description The goal that it belongs to. */
            goal_id: number | null;
            /** @description The period's place in the plan, 0 first. */
            index: number;
            /**
             * Format: date
             * @description The first date of the period.
             */
            start_date: string;
            /**
             * Format: date
             * @description The last date of the period; it closes as the next one begins.
             */
            end_date: string;
            /**
             * Format: decimal
             * @description What the period is to bring. Decimal text in the goal's currency.
             */
            target_amount: string;
            /**
             * Format: decimal
             * @description What has been saved so far. Decimal text in the goal's currency.
             */
            current_amount: string;
            /**
             * Format: decimal
             * @description What the period needs for the goal to be on plan at its end. Decimal text in the goal's currency.
             */
            required_amount: string;
            /** @description Progress beside the plan to date: `below`, `equal` or `above` it. */
            tracking_status: components["schemas"]["TrackingStatus"];
            /** @description What the period had as it first closed; null until it has. Where `current_amount` differs, late money or a correction has restated it. Decimal text in the goal's currency. */
            closed_amount: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Access = components['schemas']['Access'];
export type AccessBody = components['schemas']['AccessBody'];
export type Account = components['schemas']['Account'];
export type AccountBody = components['schemas']['AccountBody'];
export type Action = components['schemas']['Action'];
export type ActionMetadata = components['schemas']['ActionMetadata'];
export type ActionsMetadata = components['schemas']['ActionsMetadata'];
export type Alternative = components['schemas']['Alternative'];
export type ChangeAccount = components['schemas']['ChangeAccount'];
export type Channel = components['schemas']['Channel'];
export type Client = components['schemas']['Client'];
export type ClientBody = components['schemas']['ClientBody'];
export type Contribution = components['schemas']['Contribution'];
export type ContributionBody = components['schemas']['ContributionBody'];
export type CreateAction = components['schemas']['CreateAction'];
export type CreateGoal = components['schemas']['CreateGoal'];
export type CreateHousehold = components['schemas']['CreateHousehold'];
export type CreateSavingsGoal = components['schemas']['CreateSavingsGoal'];
export type CreateWebhook = components['schemas']['CreateWebhook'];
export type Deleted = components['schemas']['Deleted'];
export type Delivery = components['schemas']['Delivery'];
export type DeliveryOutcome = components['schemas']['DeliveryOutcome'];
export type Dependant = components['schemas']['Dependant'];
export type DependantBody = components['schemas']['DependantBody'];
export type Direction = components['schemas']['Direction'];
export type Dream = components['schemas']['Dream'];
export type Estimate = components['schemas']['Estimate'];
export type Frequency = components['schemas']['Frequency'];
export type GatewayError = components['schemas']['GatewayError'];
export type Goal = components['schemas']['Goal'];
export type Household = components['schemas']['Household'];
export type HouseholdError = components['schemas']['HouseholdError'];
export type Inbox = components['schemas']['Inbox'];
export type InfeasibleProblem = components['schemas']['InfeasibleProblem'];
export type InfeasibleSavingsGoal = components['schemas']['InfeasibleSavingsGoal'];
export type Integrity = components['schemas']['Integrity'];
export type Invariant = components['schemas']['Invariant'];
export type Language = components['schemas']['Language'];
export type LedgerField = components['schemas']['LedgerField'];
export type LedgerProblem = components['schemas']['LedgerProblem'];
export type Level = components['schemas']['Level'];
export type LifeEvent = components['schemas']['LifeEvent'];
export type LifeEventBody = components['schemas']['LifeEventBody'];
export type ListMeta = components['schemas']['ListMeta'];
export type ListedHousehold = components['schemas']['ListedHousehold'];
export type Mail = components['schemas']['Mail'];
export type MailBody = components['schemas']['MailBody'];
export type MailState = components['schemas']['MailState'];
export type MailStop = components['schemas']['MailStop'];
export type MakePerformance = components['schemas']['MakePerformance'];
export type MarkNotification = components['schemas']['MarkNotification'];
export type MeasuredBy = components['schemas']['MeasuredBy'];
export type Money = components['schemas']['Money'];
export type MoneyBody = components['schemas']['MoneyBody'];
export type Notification = components['schemas']['Notification'];
export type OneAccount = components['schemas']['OneAccount'];
export type OneAction = components['schemas']['OneAction'];
export type OneClient = components['schemas']['OneClient'];
export type OneContribution = components['schemas']['OneContribution'];
export type OneDependant = components['schemas']['OneDependant'];
export type OneHousehold = components['schemas']['OneHousehold'];
export type OneLifeEvent = components['schemas']['OneLifeEvent'];
export type OneProjection = components['schemas']['OneProjection'];
export type OneSaving = components['schemas']['OneSaving'];
export type OneSavingsGoal = components['schemas']['OneSavingsGoal'];
export type OneTransaction = components['schemas']['OneTransaction'];
export type Options = components['schemas']['Options'];
export type Payment = components['schemas']['Payment'];
export type PerformanceBody = components['schemas']['PerformanceBody'];
export type Period = components['schemas']['Period'];
export type Preferences = components['schemas']['Preferences'];
export type Preview = components['schemas']['Preview'];
export type PreviewChange = components['schemas']['PreviewChange'];
export type Problem = components['schemas']['Problem'];
export type ProblemField = components['schemas']['ProblemField'];
export type Projection = components['schemas']['Projection'];
export type PublishedError = components['schemas']['PublishedError'];
export type PutHousehold = components['schemas']['PutHousehold'];
export type Reference = components['schemas']['Reference'];
export type ReportTransaction = components['schemas']['ReportTransaction'];
export type ReversalBody = components['schemas']['ReversalBody'];
export type ReverseTransaction = components['schemas']['ReverseTransaction'];
export type Saving = components['schemas']['Saving'];
export type SavingBody = components['schemas']['SavingBody'];
export type SavingsGoal = components['schemas']['SavingsGoal'];
export type SavingsGoalError = components['schemas']['SavingsGoalError'];
export type SavingsGoalsMetadata = components['schemas']['SavingsGoalsMetadata'];
export type SetPreferences = components['schemas']['SetPreferences'];
export type SomeAccounts = components['schemas']['SomeAccounts'];
export type SomeActions = components['schemas']['SomeActions'];
export type SomeClients = components['schemas']['SomeClients'];
export type SomeContributions = components['schemas']['SomeContributions'];
export type SomeDependants = components['schemas']['SomeDependants'];
export type SomeLifeEvents = components['schemas']['SomeLifeEvents'];
export type SomeListedHouseholds = components['schemas']['SomeListedHouseholds'];
export type SomeSavings = components['schemas']['SomeSavings'];
export type SomeSavingsGoals = components['schemas']['SomeSavingsGoals'];
export type SomeTransactions = components['schemas']['SomeTransactions'];
export type Status = components['schemas']['Status'];
export type Target = components['schemas']['Target'];
export type TrackingStatus = components['schemas']['TrackingStatus'];
export type TrackingType = components['schemas']['TrackingType'];
export type Transaction = components['schemas']['Transaction'];
export type TransactionBody = components['schemas']['TransactionBody'];
export type TransactionType = components['schemas']['TransactionType'];
export type UpdateAction = components['schemas']['UpdateAction'];
export type UpdateGoal = components['schemas']['UpdateGoal'];
export type UpdateSavingsGoal = components['schemas']['UpdateSavingsGoal'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookKeys = components['schemas']['WebhookKeys'];
export type PreviewedGoal = components['schemas']['PreviewedGoal'];
export type PreviewedSavingsGoal = components['schemas']['PreviewedSavingsGoal'];
export type PreviewedPeriod = components['schemas']['PreviewedPeriod'];
export type $defs = Record<string, never>;
export interface operations {
    list_goals: {
        parameters: {
            query?: {
                /** @description Only goals in this status. */
                status?: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
                /** @description Only goals so far along. */
                tracking_status?: "above" | "equal" | "below";
                /** @description Only goals on this account, its id in either form. */
                account_id?: number | string;
                /** @description Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short. */
                limit?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Goal"][];
                };
            };
        };
    };
    create_goal: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGoal"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Goal"];
                };
            };
        };
    };
    preview_goal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGoal"] | components["schemas"]["CreateSavingsGoal"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
        };
    };
    get_goal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Goal"];
                };
            };
        };
    };
    update_goal: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateGoal"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Goal"];
                };
            };
        };
    };
    cancel_goal: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_periods: {
        parameters: {
            query?: {
                /** @description Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short. */
                limit?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"][];
                };
            };
        };
    };
    get_period: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
                /** @description The period's id. */
                period_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Period"];
                };
            };
        };
    };
    preview_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
        };
    };
    check_goal: {
        parameters: {
            query?: {
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Integrity"];
                };
            };
        };
    };
    goals_v1_savings_get: {
        parameters: {
            query?: {
                /** @description Only goals on this account, its id in either form. */
                account_id?: number | string;
                /** @description Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short. */
                limit?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeSavingsGoals"];
                };
            };
        };
    };
    goals_v1_savings_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSavingsGoal"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSavingsGoal"];
                };
            };
        };
    };
    goals_v1_savings_delete_all: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    goals_v1_savings_goal_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSavingsGoal"];
                };
            };
        };
    };
    goals_v1_savings_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    goals_v1_savings_patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSavingsGoal"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSavingsGoal"];
                };
            };
        };
    };
    goals_v1_savings_actions_get: {
        parameters: {
            query?: {
                /** @description Items on a page. */
                page_size?: number;
                /** @description The `page_token` of the page before. */
                page_token?: string;
                /** @description Which come first; it is the same for all pages of a list. */
                order?: "oldest" | "newest";
            };
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeActions"];
                };
            };
        };
    };
    goals_v1_savings_actions_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAction"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneAction"];
                };
            };
        };
    };
    goals_v1_savings_action_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
                /** @description The action's id. */
                goal_action_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneAction"];
                };
            };
        };
    };
    goals_v1_savings_actions_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
                /** @description The action's id. */
                goal_action_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    goals_v1_savings_actions_patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The goal's id, as an integer or a GUID. */
                goal_id: number | string;
                /** @description The action's id. */
                goal_action_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAction"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneAction"];
                };
            };
        };
    };
    list_households: {
        parameters: {
            query?: {
                /** @description Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short. */
                limit?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeListedHouseholds"];
                };
            };
        };
    };
    create_household: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateHousehold"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneHousehold"];
                };
            };
        };
    };
    get_household: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneHousehold"];
                };
            };
        };
    };
    replace_household: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutHousehold"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneHousehold"];
                };
            };
        };
    };
    list_clients: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeClients"];
                };
            };
        };
    };
    create_client: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneClient"];
                };
            };
        };
    };
    get_client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The client: a person of the household. */
                ClientGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneClient"];
                };
            };
        };
    };
    replace_client: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The client: a person of the household. */
                ClientGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneClient"];
                };
            };
        };
    };
    delete_client: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The client: a person of the household. */
                ClientGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    list_dependants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeDependants"];
                };
            };
        };
    };
    create_dependant: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DependantBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneDependant"];
                };
            };
        };
    };
    get_dependant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The dependant. */
                DependantGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneDependant"];
                };
            };
        };
    };
    replace_dependant: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The dependant. */
                DependantGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DependantBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneDependant"];
                };
            };
        };
    };
    delete_dependant: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The dependant. */
                DependantGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    list_life_events: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeLifeEvents"];
                };
            };
        };
    };
    create_life_event: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LifeEventBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneLifeEvent"];
                };
            };
        };
    };
    get_life_event: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The life event. */
                EventGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneLifeEvent"];
                };
            };
        };
    };
    replace_life_event: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The life event. */
                EventGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LifeEventBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneLifeEvent"];
                };
            };
        };
    };
    delete_life_event: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The life event. */
                EventGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    list_savings: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
                /** @description Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short. */
                limit?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeSavings"];
                };
            };
        };
    };
    create_saving: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavingBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSaving"];
                };
            };
        };
    };
    get_saving: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSaving"];
                };
            };
        };
    };
    replace_saving: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavingBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneSaving"];
                };
            };
        };
    };
    delete_saving: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    list_contributions: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeContributions"];
                };
            };
        };
    };
    create_contribution: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContributionBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneContribution"];
                };
            };
        };
    };
    get_contribution: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
                /** @description The contribution. */
                TransactionGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneContribution"];
                };
            };
        };
    };
    replace_contribution: {
        parameters: {
            query?: {
                /** @description 1 omits FormattedValues. */
                ExcludeFormattedValues?: "0" | "1" | "false" | "true";
            };
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
                /** @description The contribution. */
                TransactionGUID: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContributionBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneContribution"];
                };
            };
        };
    };
    delete_contribution: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
                /** @description The contribution. */
                TransactionGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
        };
    };
    project_saving: {
        parameters: {
            query?: {
                /** @description The last date of the projection. */
                until?: string;
            };
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
                /** @description The saving. */
                SavingsGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneProjection"];
                };
            };
        };
    };
    savings_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Options"];
                };
            };
        };
    };
    pensions_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Options"];
                };
            };
        };
    };
    life_events_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Options"];
                };
            };
        };
    };
    contributions_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The household. */
                HouseholdGUID: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Options"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description Items on a page. */
                items?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
                /** @description Only what was not read yet. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inbox"];
                };
            };
        };
    };
    mark_notification: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The notification's id. */
                notification_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkNotification"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
        };
    };
    get_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
        };
    };
    set_preferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPreferences"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
        };
    };
    list_transactions: {
        parameters: {
            query?: {
                /** @description The user, where neither token nor header names one. */
                userId?: string;
                /** @description Items on a page. */
                items?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
                /** @description Only the one with this external id. */
                externalId?: string;
                /** @description Only settled ones are stored. */
                state?: "requested" | "settled" | "failed";
                /** @description Which come first; it is the same for all pages of a list. */
                order?: "oldest" | "newest";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeTransactions"];
                };
            };
        };
    };
    report_transaction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportTransaction"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTransaction"];
                };
            };
        };
    };
    get_transaction: {
        parameters: {
            query?: {
                /** @description The user, where neither token nor header names one. */
                userId?: string;
            };
            header?: never;
            path: {
                /** @description The transaction's id. */
                transaction_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTransaction"];
                };
            };
        };
    };
    reverse_transaction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The transaction's id. */
                transaction_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseTransaction"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTransaction"];
                };
            };
        };
    };
    list_accounts: {
        parameters: {
            query?: {
                /** @description The user, where neither token nor header names one. */
                userId?: string;
                /** @description Items on a page. */
                items?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
                /** @description Only the one with this external id. */
                externalId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SomeAccounts"];
                };
            };
        };
    };
    make_performance: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakePerformance"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneAccount"];
                };
            };
        };
    };
    get_account: {
        parameters: {
            query?: {
                /** @description The user, where neither token nor header names one. */
                userId?: string;
            };
            header?: never;
            path: {
                /** @description The account's id, as an integer or a GUID. */
                account_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneAccount"];
                };
            };
        };
    };
    change_account: {
        parameters: {
            query?: {
                /** @description The user, where neither token nor header names one. */
                userId?: string;
            };
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The account's id, as an integer or a GUID. */
                account_id: number | string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAccount"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneAccount"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: {
                /** @description Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short. */
                limit?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    get_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook's id, as an integer or a GUID. */
                webhook_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The webhook's id, as an integer or a GUID. */
                webhook_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_webhook_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook's id, as an integer or a GUID. */
                webhook_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookKeys"];
                };
            };
        };
    };
    rotate_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The webhook's id, as an integer or a GUID. */
                webhook_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    test_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The webhook's id, as an integer or a GUID. */
                webhook_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    enable_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A request that is sent again under its key has one effect and the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The webhook's id, as an integer or a GUID. */
                webhook_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_deliveries: {
        parameters: {
            query?: {
                /** @description Things in one answer at most; without it all, of a tenant's households 1,000. Filters can make a page short. */
                limit?: number;
                /** @description Where the page before ends: its `next`, or the `after` of its `next_url` or `Link`. */
                after?: string;
                /** @description Only deliveries that stand so. */
                outcome?: "waiting" | "delivered" | "dead";
            };
            header?: never;
            path: {
                /** @description The webhook's id, as an integer or a GUID. */
                webhook_id: number | string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"][];
                };
            };
        };
    };
}
