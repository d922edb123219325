namespace Firstlight.Browser.Tests.Support;

/// <summary>A phone's keeper of passkeys whose owner says yes to everything at once.</summary>
internal static class Authenticator
{
    /// <summary>Builds it into the person's browser.</summary>
    public static async Task GiveAsync(Person person)
    {
        var wire = await person.Context.NewCDPSessionAsync(person.Page);
        await wire.SendAsync("WebAuthn.enable");
        await wire.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new
                {
                    protocol = "ctap2",
                    transport = "internal",
                    hasResidentKey = true,
                    hasUserVerification = true,
                    isUserVerified = true,
                    automaticPresenceSimulation = true,
                },
            }
        );
    }

    /// <summary>From the next page on nothing is offered in the address field: somebody must press the button.</summary>
    public static Task OffersNothingByItselfAsync(Person person) =>
        person.Page.AddInitScriptAsync(
            "if (window.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false;"
        );
}
