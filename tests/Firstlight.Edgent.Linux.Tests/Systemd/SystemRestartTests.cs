using Firstlight.Edgent.Linux.Tests.Fakes;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Systemd;

public sealed class SystemRestartTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly TaskCompletionSource<int> _ended = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(RestartReason.Asked, 80)]
    [InlineData(RestartReason.Firmware, 81)]
    [InlineData(RestartReason.Error, 82)]
    public async Task The_program_ends_with_the_code_of_its_reason(RestartReason reason, int code) =>
        (await RestartAsync(new RestartSettings(), reason)).ShouldBe(code);

    [Fact]
    public async Task The_board_restarts_when_it_is_set_so_but_never_for_firmware()
    {
        var settings = Reboots("touch", _scratch.File("restarted"));

        (await RestartAsync(settings, RestartReason.Firmware)).ShouldBe(ServiceExitCodes.RestartForFirmware);
        File.Exists(_scratch.File("restarted")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_board_restarts_and_its_service_ends()
    {
        var settings = Reboots("touch", _scratch.File("restarted"));

        (await RestartAsync(settings, RestartReason.Asked)).ShouldBe(ServiceExitCodes.RestartAsked);
        File.Exists(_scratch.File("restarted")).ShouldBeTrue();
        _log.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("false")]
    [InlineData("/nowhere/reboot")]
    public async Task A_board_that_does_not_restart_has_its_service_restarted(string command)
    {
        (await RestartAsync(Reboots(command), RestartReason.Error)).ShouldBe(ServiceExitCodes.RestartAfterError);
        _log.All.ShouldHaveSingleItem().ShouldContain("the service does");
    }

    private static RestartSettings Reboots(params string[] command) =>
        new() { RebootsBoard = true, RebootCommand = command };

    /// <summary>The code with which the program was ended; the device does not begin anew before that.</summary>
    private async Task<int> RestartAsync(RestartSettings settings, RestartReason reason)
    {
        using var power = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var restart = new SystemRestart(settings, code => _ended.TrySetResult(code), _time, _log);
        var waiting = restart.RestartAsync(reason, power.Token);

        var code = await _ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        waiting.IsCompleted.ShouldBeFalse();
        await power.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        return code;
    }
}
