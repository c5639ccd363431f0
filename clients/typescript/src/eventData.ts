// Made by clients/typescript/generate.py; changes here are lost.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An amount with its currency. */
        Money: {
            currency: string;
            /** Format: decimal */
            value: string;
        };
        /** @description What `account.balance.changed` says. */
        AccountBalanceChangedData: {
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /**
             * @description `SharedSavings` or `Performance`
             * @enum {unknown}
             */
            kind: "SharedSavings" | "Performance";
            /**
             * @description the household family's code of the kind of saving
             * @enum {unknown}
             */
            savings_type: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22;
            /** @description what is on the account */
            balance: components["schemas"]["Money"];
            /** @description the balance less what its savings goals hold; may be negative */
            residual: components["schemas"]["Money"];
        };
        /** @description What `account.closed` says. */
        AccountClosedData: {
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /**
             * @description `SharedSavings` or `Performance`
             * @enum {unknown}
             */
            kind: "SharedSavings" | "Performance";
            /**
             * @description the household family's code of the kind of saving
             * @enum {unknown}
             */
            savings_type: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22;
            /** @description what is on the account */
            balance: components["schemas"]["Money"];
            /** @description the balance less what its savings goals hold; may be negative */
            residual: components["schemas"]["Money"];
        };
        /** @description What `account.opened` says. */
        AccountOpenedData: {
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /**
             * @description `SharedSavings` or `Performance`
             * @enum {unknown}
             */
            kind: "SharedSavings" | "Performance";
            /**
             * @description the household family's code of the kind of saving
             * @enum {unknown}
             */
            savings_type: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22;
            /** @description what is on the account */
            balance: components["schemas"]["Money"];
            /** @description the balance less what its savings goals hold; may be negative */
            residual: components["schemas"]["Money"];
        };
        /** @description What `account.residual.changed` says. */
        AccountResidualChangedData: {
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /**
             * @description `SharedSavings` or `Performance`
             * @enum {unknown}
             */
            kind: "SharedSavings" | "Performance";
            /**
             * @description the household family's code of the kind of saving
             * @enum {unknown}
             */
            savings_type: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22;
            /** @description what is on the account */
            balance: components["schemas"]["Money"];
            /** @description the balance less what its savings goals hold; may be negative */
            residual: components["schemas"]["Money"];
        };
        /** @description What `account.updated` says. */
        AccountUpdatedData: {
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /**
             * @description `SharedSavings` or `Performance`
             * @enum {unknown}
             */
            kind: "SharedSavings" | "Performance";
            /**
             * @description the household family's code of the kind of saving
             * @enum {unknown}
             */
            savings_type: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22;
            /** @description what is on the account */
            balance: components["schemas"]["Money"];
            /** @description the balance less what its savings goals hold; may be negative */
            residual: components["schemas"]["Money"];
        };
        /** @description What `action.created` says. */
        ActionCreatedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /** @description the action's GUID */
            action_id: string;
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"];
            /**
             * @description `credit` into the goal, `debit` out of it
             * @enum {unknown}
             */
            credit_debit_indicator: "credit" | "debit";
            /** @description number of the period, 0 first; null for an action after the goal's end */
            period_index: number | null;
        };
        /** @description What `action.deleted` says. */
        ActionDeletedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /** @description the action's GUID */
            action_id: string;
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"];
            /**
             * @description `credit` into the goal, `debit` out of it
             * @enum {unknown}
             */
            credit_debit_indicator: "credit" | "debit";
            /** @description number of the period, 0 first; null for an action after the goal's end */
            period_index: number | null;
        };
        /** @description What `action.updated` says. */
        ActionUpdatedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /** @description the action's GUID */
            action_id: string;
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"];
            /**
             * @description `credit` into the goal, `debit` out of it
             * @enum {unknown}
             */
            credit_debit_indicator: "credit" | "debit";
            /** @description number of the period, 0 first; null for an action after the goal's end */
            period_index: number | null;
            /** @description what the action added to the goal before; negative for a debit */
            signed_amount_before: components["schemas"]["Money"];
        };
        /** @description What `contribution.created` says. */
        ContributionCreatedData: {
            /** @description the contribution's GUID */
            contribution_id: string;
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the household family's code of the kind of contribution */
            transaction_type: number;
            /** @description how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null */
            frequency: number | null;
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"] | null;
            /** @description share of the linked account or of dividends, in hundredths of a percent; or null */
            percentage_hundredths: number | null;
            /** @description GUID of the account that the money comes from, or null */
            linked_account_id: string | null;
            /** @description first date of the goal, or of the contribution where it is known */
            start_date: string | null;
            /** @description last date of the goal, or of the contribution where it is known and there is one */
            end_date: string | null;
        };
        /** @description What `contribution.deleted` says. */
        ContributionDeletedData: {
            /** @description the contribution's GUID */
            contribution_id: string;
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the household family's code of the kind of contribution */
            transaction_type: number;
            /** @description how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null */
            frequency: number | null;
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"] | null;
            /** @description share of the linked account or of dividends, in hundredths of a percent; or null */
            percentage_hundredths: number | null;
            /** @description GUID of the account that the money comes from, or null */
            linked_account_id: string | null;
            /** @description first date of the goal, or of the contribution where it is known */
            start_date: string | null;
            /** @description last date of the goal, or of the contribution where it is known and there is one */
            end_date: string | null;
        };
        /** @description What `contribution.due` says. */
        ContributionDueData: {
            /** @description the contribution's GUID */
            contribution_id: string;
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the household family's code of the kind of contribution */
            transaction_type: number;
            /** @description how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null */
            frequency: number | null;
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"] | null;
            /** @description share of the linked account or of dividends, in hundredths of a percent; or null */
            percentage_hundredths: number | null;
            /** @description GUID of the account that the money comes from, or null */
            linked_account_id: string | null;
            /** @description first date of the goal, or of the contribution where it is known */
            start_date: string | null;
            /** @description last date of the goal, or of the contribution where it is known and there is one */
            end_date: string | null;
            /** @description number of the payment, counted from the start date, 0 first */
            occurrence: number;
            /** @description date of the payment */
            due_date: string;
        };
        /** @description What `contribution.updated` says. */
        ContributionUpdatedData: {
            /** @description the contribution's GUID */
            contribution_id: string;
            /** @description the account's GUID */
            account_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the household family's code of the kind of contribution */
            transaction_type: number;
            /** @description how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null */
            frequency: number | null;
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"] | null;
            /** @description share of the linked account or of dividends, in hundredths of a percent; or null */
            percentage_hundredths: number | null;
            /** @description GUID of the account that the money comes from, or null */
            linked_account_id: string | null;
            /** @description first date of the goal, or of the contribution where it is known */
            start_date: string | null;
            /** @description last date of the goal, or of the contribution where it is known and there is one */
            end_date: string | null;
        };
        /** @description What `goal.achieved` says. */
        GoalAchievedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.activated` says. */
        GoalActivatedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.cancelled` says. */
        GoalCancelledData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.completed` says. */
        GoalCompletedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.created` says. */
        GoalCreatedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /**
             * @description what the goal is after: `amount`, `date`, `open_ended`, `current_balance` or `available_balance`
             * @enum {unknown}
             */
            target: "amount" | "date" | "open_ended" | "current_balance" | "available_balance";
            /**
             * @description `credit`, `debit` or `debit_credit`
             * @enum {unknown}
             */
            tracking_type: "credit" | "debit" | "debit_credit";
            /**
             * @description how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
             * @enum {unknown}
             */
            frequency: "annually" | "biannually" | "quarterly" | "monthly" | "four_weekly" | "fortnightly" | "weekly" | "daily" | "singular";
            /** @description what was there when the goal began */
            start_amount: components["schemas"]["Money"];
            /** @description amount of each period, as planned */
            period_amount: components["schemas"]["Money"];
            /** @description first date of the goal, or of the contribution where it is known */
            start_date: string;
            /** @description last date of the goal, or of the contribution where it is known and there is one */
            end_date: string;
            /** @description number of periods */
            periods_count: number;
            /** @description how many periods were over at creation, and the amount that they count for together; the newest 366 of them are published unless that was suppressed */
            past_periods: {
                count: number;
                amount: components["schemas"]["Money"];
            };
        };
        /** @description What `goal.failed` says. */
        GoalFailedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.finalising` says. */
        GoalFinalisingData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description instant at which the goal will be completed or failed
             */
            finalises_at: string;
        };
        /** @description What `goal.milestone.reached` says. */
        GoalMilestoneReachedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /**
             * @description 25, 50, 75 or 100
             * @enum {unknown}
             */
            percent: 25 | 50 | 75 | 100;
        };
        /** @description What `goal.period.closed` says. */
        GoalPeriodClosedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /** @description the period's GUID */
            period_id: string;
            /** @description number of the period, 0 first; null for an action after the goal's end */
            period_index: number;
            /** @description first date of the period */
            period_start_date: string;
            /** @description last date of the period */
            period_end_date: string;
            /** @description target of the period */
            period_target_amount: components["schemas"]["Money"];
            /** @description what the period has: of a closed one, its amount */
            period_current_amount: components["schemas"]["Money"];
            /** @description what the goal was to have by plan when the period closed; it is behind with less */
            planned_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.period.opened` says. */
        GoalPeriodOpenedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /** @description the period's GUID */
            period_id: string;
            /** @description number of the period, 0 first; null for an action after the goal's end */
            period_index: number;
            /** @description first date of the period */
            period_start_date: string;
            /** @description last date of the period */
            period_end_date: string;
            /** @description target of the period */
            period_target_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.period.restated` says. */
        GoalPeriodRestatedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /** @description the period's GUID */
            period_id: string;
            /** @description number of the period, 0 first; null for an action after the goal's end */
            period_index: number;
            /** @description first date of the period */
            period_start_date: string;
            /** @description last date of the period */
            period_end_date: string;
            /** @description target of the period */
            period_target_amount: components["schemas"]["Money"];
            /** @description amount of the closed period before the change */
            period_current_amount_before: components["schemas"]["Money"];
            /** @description what the period has: of a closed one, its amount */
            period_current_amount: components["schemas"]["Money"];
        };
        /** @description What `goal.reminder` says. */
        GoalReminderData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /** @description the period's GUID */
            period_id: string;
            /** @description number of the period, 0 first; null for an action after the goal's end */
            period_index: number;
            /** @description first date of the period */
            period_start_date: string;
            /** @description last date of the period */
            period_end_date: string;
            /** @description target of the period */
            period_target_amount: components["schemas"]["Money"];
            /** @description what the period has: of a closed one, its amount */
            period_current_amount: components["schemas"]["Money"];
            /** @description what the period still needs for the goal to be on plan at its end */
            period_required_amount: components["schemas"]["Money"];
            /** @description days until the period ends, today and its last date included */
            days_left: number;
        };
        /** @description What `goal.updated` says. */
        GoalUpdatedData: {
            /** @description the goal's GUID */
            goal_id: string;
            /** @description the same id as the integer that `/goals` answers */
            goal_number: number;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description the account's GUID */
            account_id: string;
            /**
             * @description `actions`, `transactions` or `balance`
             * @enum {unknown}
             */
            measured_by: "actions" | "transactions" | "balance";
            /**
             * @description the goal's status after the change
             * @enum {unknown}
             */
            status: "unstarted" | "active" | "finalising" | "completed" | "failed" | "cancelled";
            /**
             * @description `below`, `equal` or `above` the plan, after the change
             * @enum {unknown}
             */
            tracking_status: "above" | "equal" | "below";
            /** @description the goal's amount after the change */
            current_amount: components["schemas"]["Money"];
            /** @description the goal's target after the change */
            target_amount: components["schemas"]["Money"];
            /**
             * @description what the goal is after: `amount`, `date`, `open_ended`, `current_balance` or `available_balance`
             * @enum {unknown}
             */
            target: "amount" | "date" | "open_ended" | "current_balance" | "available_balance";
            /**
             * @description `credit`, `debit` or `debit_credit`
             * @enum {unknown}
             */
            tracking_type: "credit" | "debit" | "debit_credit";
            /**
             * @description how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null
             * @enum {unknown}
             */
            frequency: "annually" | "biannually" | "quarterly" | "monthly" | "four_weekly" | "fortnightly" | "weekly" | "daily" | "singular";
            /** @description what was there when the goal began */
            start_amount: components["schemas"]["Money"];
            /** @description amount of each period, as planned */
            period_amount: components["schemas"]["Money"];
            /** @description first date of the goal, or of the contribution where it is known */
            start_date: string;
            /** @description last date of the goal, or of the contribution where it is known and there is one */
            end_date: string;
            /** @description number of periods */
            periods_count: number;
            /** @description what changed: `name`, `description`, `image_url`, `metadata`, `plan`, `amount` or `archived` */
            changed: ("name" | "description" | "image_url" | "metadata" | "plan" | "amount" | "archived")[];
            /**
             * Format: date-time
             * @description instant at which the target was reached; null where it was not, or a raised target took that back
             */
            achieved_at: string | null;
            /**
             * @description the highest milestone that was reached and not taken back: 25, 50, 75 or 100; 0 for none
             * @enum {unknown}
             */
            milestone: 0 | 25 | 50 | 75 | 100;
        };
        /** @description What `household.created` says. */
        HouseholdCreatedData: {
            /** @description the household's GUID */
            household_id: string;
            /** @description IANA zone of the household's dates */
            time_zone: string;
            /** @description ISO 4217 code of the household's money */
            currency: string;
            /** @description language and country, as `en_GB` */
            locale: string;
            /** @description business days between a goal's last date and its end */
            finalising_days: number;
            /** @description GUIDs of the people, in the order in which they were given */
            clients: string[];
        };
        /** @description What `household.updated` says. */
        HouseholdUpdatedData: {
            /** @description the household's GUID */
            household_id: string;
            /** @description IANA zone of the household's dates */
            time_zone: string;
            /** @description ISO 4217 code of the household's money */
            currency: string;
            /** @description language and country, as `en_GB` */
            locale: string;
            /** @description business days between a goal's last date and its end */
            finalising_days: number;
            /** @description GUIDs of the people, in the order in which they were given */
            clients: string[];
        };
        /** @description What `notification.sent` says. */
        NotificationSentData: {
            /** @description the notification's GUID */
            notification_id: string;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /** @description id of the event that the notification is about */
            event_id: string;
            /**
             * @description name of that event
             * @enum {unknown}
             */
            event_type: "goal.achieved" | "goal.completed" | "goal.failed" | "goal.cancelled" | "goal.milestone.reached" | "goal.period.closed" | "goal.reminder";
            /**
             * @description `email` (and the inbox) or `inbox`
             * @enum {unknown}
             */
            channel: "email" | "inbox";
        };
        /** @description What `transaction.settled` says. */
        TransactionSettledData: {
            /** @description the transaction's GUID */
            transaction_id: string;
            /** @description the household's GUID */
            household_id: string;
            /** @description GUID of the person: the goal's customer, the account's owner */
            customer_id: string;
            /**
             * @description `Deposit`, `Withdrawal` or `Internal`
             * @enum {unknown}
             */
            type: "Deposit" | "Withdrawal" | "Internal";
            /** @description the action's amount, never negative; of a contribution: each payment's, or null */
            amount: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description instant of settlement
             */
            settled_at: string;
            /** @description GUID of the transaction that this one undoes, or null */
            reverses_transaction_id: string | null;
            /** @description GUID of the account that the money left, or null */
            from_account_id: string | null;
            /** @description GUID of the savings goal that it names as its source, or null */
            from_goal_id: string | null;
            /** @description GUID of the account that the money reached, or null */
            to_account_id: string | null;
            /** @description GUID of the savings goal that it names as its target, or null */
            to_goal_id: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Money = components['schemas']['Money'];
export type AccountBalanceChangedData = components['schemas']['AccountBalanceChangedData'];
export type AccountClosedData = components['schemas']['AccountClosedData'];
export type AccountOpenedData = components['schemas']['AccountOpenedData'];
export type AccountResidualChangedData = components['schemas']['AccountResidualChangedData'];
export type AccountUpdatedData = components['schemas']['AccountUpdatedData'];
export type ActionCreatedData = components['schemas']['ActionCreatedData'];
export type ActionDeletedData = components['schemas']['ActionDeletedData'];
export type ActionUpdatedData = components['schemas']['ActionUpdatedData'];
export type ContributionCreatedData = components['schemas']['ContributionCreatedData'];
export type ContributionDeletedData = components['schemas']['ContributionDeletedData'];
export type ContributionDueData = components['schemas']['ContributionDueData'];
export type ContributionUpdatedData = components['schemas']['ContributionUpdatedData'];
export type GoalAchievedData = components['schemas']['GoalAchievedData'];
export type GoalActivatedData = components['schemas']['GoalActivatedData'];
export type GoalCancelledData = components['schemas']['GoalCancelledData'];
export type GoalCompletedData = components['schemas']['GoalCompletedData'];
export type GoalCreatedData = components['schemas']['GoalCreatedData'];
export type GoalFailedData = components['schemas']['GoalFailedData'];
export type GoalFinalisingData = components['schemas']['GoalFinalisingData'];
export type GoalMilestoneReachedData = components['schemas']['GoalMilestoneReachedData'];
export type GoalPeriodClosedData = components['schemas']['GoalPeriodClosedData'];
export type GoalPeriodOpenedData = components['schemas']['GoalPeriodOpenedData'];
export type GoalPeriodRestatedData = components['schemas']['GoalPeriodRestatedData'];
export type GoalReminderData = components['schemas']['GoalReminderData'];
export type GoalUpdatedData = components['schemas']['GoalUpdatedData'];
export type HouseholdCreatedData = components['schemas']['HouseholdCreatedData'];
export type HouseholdUpdatedData = components['schemas']['HouseholdUpdatedData'];
export type NotificationSentData = components['schemas']['NotificationSentData'];
export type TransactionSettledData = components['schemas']['TransactionSettledData'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
