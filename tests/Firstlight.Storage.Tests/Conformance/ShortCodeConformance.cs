using Firstlight.Activation;
using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class ShortCodeConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private static readonly CodeHash Code = new("c0de");

    [Fact]
    public async Task A_token_is_found_by_its_code_with_its_session_whatever_became_of_it()
    {
        await StoreTemplateAsync();
        var (session, token) = await StoreCodedAsync(Code);

        (await Storage.Activation.FindTokenByCodeAsync(Code, None)).ShouldHold(
            new TokenLookup(token, session, Device: null)
        );
        var cancelled = session.Then(ProvisioningState.Cancelled, ProvisioningSteps.Cancelled);
        (await Storage.Activation.TryUpdateSessionAsync(cancelled, ProvisioningState.Pending, 1, None)).ShouldBeTrue();

        var dead = await Storage.Activation.FindTokenByCodeAsync(Code, None);
        dead!.Token.State.ShouldBe(TokenState.Revoked);
        dead.Session.ShouldHold(cancelled);
        (await Storage.Activation.FindTokenByCodeAsync(new CodeHash("another"), None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_session_of_an_active_token_is_found_by_its_code_too()
    {
        await StoreTemplateAsync();
        var (session, _) = await StoreCodedAsync(Code);
        var succeeded = session.Then(ProvisioningState.Succeeded, ProvisioningSteps.Activated);
        (await Storage.Activation.TryActivateAsync(succeeded, Sample.Device(session.Device), None)).ShouldBeTrue();

        var active = await Storage.Activation.FindTokenByCodeAsync(Code, None);

        active!.Token.State.ShouldBe(TokenState.Active);
        active.Session.ShouldHold(succeeded);
    }

    [Fact]
    public async Task Who_traded_is_kept()
    {
        var (session, _) = await StoreCodedAsync(Code);
        var traded = session.Then(ProvisioningState.Pending, ProvisioningSteps.CodeTraded) with
        {
            TradedBy = "unit-0001",
        };

        (await Storage.Activation.TryUpdateSessionAsync(traded, ProvisioningState.Pending, 1, None)).ShouldBeTrue();

        (await Storage.Activation.FindSessionAsync(session.Id, None)).ShouldHold(traded);
    }

    [Fact]
    public async Task Two_sessions_never_have_one_code_and_the_second_attempt_gets_another()
    {
        await StoreCodedAsync(Code);

        await Should.ThrowAsync<StorageUnavailableException>(() => StoreCodedAsync(Code));

        await StoreCodedAsync(new CodeHash("another"));
    }

    [Fact]
    public async Task A_sealed_key_is_kept_as_it_was_first_stored_until_it_is_of_no_use()
    {
        (await KeepAsync([1], null)).ShouldBe([1]);
        (await KeepAsync([2], null)).ShouldBe([1]);
        (await KeepAsync([3], unusable: [9])).ShouldBe([1]);
        (await KeepAsync([4], unusable: [1])).ShouldBe([4]);
        (await KeepAsync([5], unusable: [1])).ShouldBe([4]);

        Task<byte[]> KeepAsync(byte[] candidate, byte[]? unusable) =>
            Storage.Activation.KeepSealedKeyAsync("short_code", candidate, unusable, None);
    }

    private async Task<(ProvisioningSession Session, TokenRecord Token)> StoreCodedAsync(CodeHash code)
    {
        var session = Sample.Session(
            await Storage.Activation.ReserveSessionIdAsync(None),
            await Storage.Activation.ReserveDeviceIdAsync(None)
        );
        var token = Sample.Token(session.Device, session.Id, TokenState.Pending) with { Code = code };
        await Storage.Activation.InsertSessionAsync(session, token, [], None);
        return (session, token);
    }
}
