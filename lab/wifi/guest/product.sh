# Who owns the lab's cloud, and the product that is activated in it.
cloud_name=cloud.lab
cloud_email=owner@cloud.lab
cloud_password=first-light-in-the-lab
template=TMPLlab00001
