using System.Reflection;

namespace Firstlight.Cli.Tests;

public sealed class ExitCodesTests
{
    // Scripts in the field compare these numbers: rows may be added, never edited.
    [Theory]
    [InlineData(ExitCodes.Ok, 0)]
    [InlineData(ExitCodes.Fault, 1)]
    [InlineData(ExitCodes.Usage, 2)]
    [InlineData(ExitCodes.CloudUnreachable, 3)]
    [InlineData(ExitCodes.NotSignedIn, 4)]
    [InlineData(ExitCodes.Forbidden, 5)]
    [InlineData(ExitCodes.NotFound, 6)]
    [InlineData(ExitCodes.Refused, 7)]
    [InlineData(ExitCodes.CloudUnavailable, 8)]
    [InlineData(ExitCodes.WorkbenchUnreachable, 9)]
    [InlineData(ExitCodes.AccessPointNotFound, 10)]
    [InlineData(ExitCodes.DeviceRefused, 11)]
    [InlineData(ExitCodes.TimedOut, 12)]
    [InlineData(ExitCodes.SessionEnded, 13)]
    [InlineData(ExitCodes.FileUnusable, 14)]
    [InlineData(ExitCodes.FileNotWritten, 15)]
    [InlineData(ExitCodes.ProvisioningFailed, 20)]
    [InlineData(ExitCodes.WrongWifiPassword, 21)]
    [InlineData(ExitCodes.NetworkNotFound, 22)]
    [InlineData(ExitCodes.NetworkUnreachable, 23)]
    [InlineData(ExitCodes.DeviceCannotReachCloud, 24)]
    [InlineData(ExitCodes.TokenRejected, 25)]
    [InlineData(ExitCodes.DeviceConfiguration, 26)]
    [InlineData(ExitCodes.Interrupted, 130)]
    public void Exit_codes_do_not_move(int code, int expected) => code.ShouldBe(expected);

    [Fact]
    public void Every_exit_code_is_frozen_and_on_the_page()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "operate", "exit-codes.md"));
        var frozen = typeof(ExitCodesTests)
            .GetMethod(nameof(Exit_codes_do_not_move))!
            .GetCustomAttributes<InlineDataAttribute>()
            .Count();
        var codes = typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static);

        codes.Length.ShouldBe(frozen);
        foreach (var code in codes)
            page.ShouldContain($"| {code.GetRawConstantValue()} |");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Firstlight.slnx")))
            folder = folder.Parent;
        return folder.ShouldNotBeNull().FullName;
    }
}
