using Firstlight.Accounts;

namespace Firstlight.Webhooks;

/// <summary>The words of the mail. The address of the receiver may hold a secret and stays out.</summary>
internal static class SwitchedOffNotice
{
    public static Notice Of(Webhook webhook, string reason) =>
        new(
            $"The webhook {webhook.Name} is switched off",
            $"""
            the webhook {webhook.Name} was switched off, and nothing is sent by it any more.
            {reason}

            Mend its receiver, then switch it on again. What was not taken is kept there as
            dead letters, which can be sent again:
            """,
            "/console/settings?tab=webhooks"
        );
}
