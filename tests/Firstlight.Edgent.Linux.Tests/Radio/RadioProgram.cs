using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Radio;

/// <summary>A program in the place of <c>iw</c>: it says what a radio can, notes each call, and makes and removes the second interface.</summary>
internal sealed class RadioProgram : IDisposable
{
    private const string Source = """
        #!/bin/sh
        echo "$@" >>FOLDER/calls
        case "$*" in
        "dev wlan0 info") printf 'Interface wlan0\n\tifindex 3\n\twiphy 0\n\ttype managed\n' ;;
        "phy#0 info") cat FOLDER/phy ;;
        "dev wlan0 interface add edgent-ap type __ap addr "*) : >FOLDER/face ;;
        "dev edgent-ap del") rm FOLDER/face ;;
        *) exit 2 ;;
        esac
        """;

    private readonly Scratch _scratch = new();

    public RadioProgram(string combination)
    {
        File.WriteAllText(_scratch.File("phy"), $"\tvalid interface combinations:\n\t\t * {combination}\n");
        File.WriteAllText(_scratch.File("calls"), "");
        File.WriteAllText(Name, Source.Replace("FOLDER", _scratch.Path, StringComparison.Ordinal));
        File.SetUnixFileMode(Name, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Where it is.</summary>
    public string Name => _scratch.File("iw");

    /// <summary>Whether the second interface is there.</summary>
    public bool HasFace => File.Exists(_scratch.File("face"));

    public IReadOnlyList<string> Calls => File.ReadAllLines(_scratch.File("calls"));

    /// <summary>As a killed program leaves it.</summary>
    public void LeaveFace() => File.WriteAllText(_scratch.File("face"), "");

    public void Dispose() => _scratch.Dispose();
}
