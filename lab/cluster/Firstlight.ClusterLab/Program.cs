using Firstlight.ClusterLab;

return args switch
{
    ["prepare", var url, var folder, var devices] => await Commands.PrepareAsync(
        new Uri(url),
        folder,
        int.Parse(devices)
    ),
    ["drive", var url, var folder, var seed] => await Commands.DriveAsync(new Uri(url), folder, int.Parse(seed)),
    ["recovered", var folder, var seconds] => await Commands.WaitUntilRecoveredAsync(folder, int.Parse(seconds)),
    ["check", var url, var folder] => await Commands.CheckAsync(new Uri(url), folder),
    _ => Commands.Refuse(),
};
