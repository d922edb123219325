using Firstlight.Core;
using static Firstlight.Activation.Tests.CloudUnderTest;

namespace Firstlight.Activation.Tests;

/// <summary>A token is in its owner's hands and in no text of ours.</summary>
public sealed class SecrecyTests
{
    [Fact]
    public async Task No_log_line_event_or_printed_record_shows_a_token_its_hash_or_its_sealed_copy()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (first, device) = await cloud.ActivateAsync();
        var second = await cloud.IssueAsync(device: device.Id);
        await cloud.Provisioning.CancelAsync(Home, second.Session.Id, default);
        await cloud.Admission.AdmitAsync(second.Token, default);
        var made = (await cloud.Tokens.CreateDeviceAsync(Home, Ada, cloud.Kettle.Id, "Bench", default)).Value;
        cloud.Store.Fault = (_, _) => true;
        var fault = await Should.ThrowAsync<StorageUnavailableException>(async () =>
            await cloud.Admission.AdmitAsync(first.Token, default)
        );
        cloud.Store.Fault = null;

        var texts = new List<string> { fault.ToString(), first.ToString(), second.ToString(), made.ToString() };
        texts.AddRange(cloud.LogLines.Lines);
        texts.AddRange(cloud.Live.All.Select(live => live.ToString()));
        texts.AddRange(cloud.Store.Tokens.Select(token => token.ToString()));
        texts.AddRange(cloud.Store.Sessions.Select(session => session.ToString()));

        cloud.LogLines.Lines.ShouldNotBeEmpty();
        foreach (var token in new[] { first.Token, second.Token, made.Token })
        {
            texts.ShouldAllBe(text => !text.Contains(token.Reveal(), StringComparison.Ordinal));
            texts.ShouldAllBe(text => !text.Contains(token.Hash().Hex, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_contradiction_in_the_store_is_reported_without_the_token()
    {
        await using var cloud = await CloudUnderTest.StartAsync();
        var (issued, _) = await cloud.ActivateAsync();
        cloud.Store.Put(cloud.Store.Tokens.Single() with { Device = new DeviceId(4_711) });

        var fault = await Should.ThrowAsync<StorageUnavailableException>(async () =>
            await cloud.Admission.AdmitAsync(issued.Token, default)
        );

        fault.ToString().ShouldNotContain(issued.Token.Reveal());
        fault.ToString().ShouldNotContain(issued.Token.Hash().Hex);
        fault.Message.ShouldContain("4711");
    }
}
