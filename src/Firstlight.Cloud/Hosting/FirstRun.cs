using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Cloud;

/// <summary>The first start cannot go on; the message says what to change.</summary>
internal sealed class FirstRunException(string message) : Exception(message);

/// <summary>Makes the first owner from the settings, or a one-time link with which a person does it. Never a default password.</summary>
internal sealed class FirstRun(IFirstOwner owners, CloudOptions options) : IHostedService
{
    /// <summary>The secret of the set-up link; null when an owner exists.</summary>
    public string? SetupToken { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await owners.NeedsSetupAsync(cancellationToken))
            return;

        if (options.OwnerEmail is null && options.OwnerPassword is null)
        {
            SetupToken = owners.NewSetupToken();
            return;
        }

        if (options.OwnerEmail is null || options.OwnerPassword is null)
            throw new FirstRunException(
                "the first owner needs both an e-mail address and a password (--owner-email, --owner-password)."
            );

        var created = await owners.CreateAsync(
            options.OwnerEmail,
            options.OwnerPassword,
            name: null,
            cancellationToken
        );
        if (!created.Succeeded)
            throw new FirstRunException($"the first owner was refused. {created.Refusal.Message}");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
