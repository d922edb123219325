namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>A router that comes and goes.</summary>
internal sealed class Router(string ssid, string password)
{
    private string _ssid = ssid;
    private string _password = password;
    private bool _isOn = true;

    /// <summary>Its stations lose it now.</summary>
    public Action? Gone { get; set; }

    public string Ssid
    {
        get => _ssid;
        set
        {
            _ssid = value;
            Gone?.Invoke();
        }
    }

    public string Password
    {
        get => _password;
        set
        {
            _password = value;
            Gone?.Invoke();
        }
    }

    public bool IsOn
    {
        get => _isOn;
        set
        {
            _isOn = value;
            if (!value)
                Gone?.Invoke();
        }
    }

    /// <summary>In the air, and answers nobody.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether a device with these words can be in it now.</summary>
    public bool Serves(string ssid, string password) => IsOn && !IsSilent && Ssid == ssid && Password == password;
}
